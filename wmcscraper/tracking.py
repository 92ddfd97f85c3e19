"""Query parameters that say how a reader came to a page, and never which page it is."""

from __future__ import annotations

__all__ = [
    "DOCUMENT_PARAMETERS",
    "INDEX_PAGES",
    "REFERRERS",
    "REFERRER_PARAMETERS",
    "SESSION_PARAMETERS",
    "TRACKING_PARAMETERS",
    "TRACKING_PREFIXES",
    "VIEW_PARAMETERS",
    "VIEW_SEGMENTS",
]

TRACKING_PREFIXES = (
    "utm_", "mtm_", "matomo_", "pk_", "piwik_", "itm_", "hsa_", "oly_", "vero_", "fb_action_",
    "__hs", "_hs", "sc_c", "at_campaign", "at_medium", "at_custom", "at_link", "ns_", "guce_",
)  # fmt: skip
"""A parameter whose lower-case name starts so is dropped."""

TRACKING_PARAMETERS = frozenset({
    # click identifiers of advertisers
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
    "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "rb_clickid", "s_kwcid", "ef_id", "wickedid",
    "zanpid", "irclickid", "srsltid", "_openstat", "epik", "rdt_cid", "sccid",
    # newsletters and campaigns
    "mc_cid", "mc_eid", "mkt_tok", "hsctatracking", "cmpid", "cmp", "campaign_id", "ocid", "icid",
    "ncid", "ito", "xtor", "wt_mc", "wt.mc_id", "wt_zmc", "trk", "trkcampaign", "trk_contact",
    "spm", "scm", "nsclick", "elqtrackid", "elqtrack", "sfmc_id", "dm_i", "ml_subscriber",
    "ml_subscriber_hash", "bbeml", "_bta_tid", "_bta_c", "smid", "smtyp", "ref_src", "ref_url",
    "referrer", "fb_source", "fb_ref", "__twitter_impression", "cn-reloaded", "guccounter",
    "_ga", "_gl", "_ke", "sref", "sharetype", "share_id", "sr_share", "soc_src", "soc_trk",
    "mibextid", "taid", "linkid", "ss_source", "ss_campaign_id",
    # sessions, and places within the page
    "phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken", "replytocom",
})  # fmt: skip
"""Names, in lower case, that are dropped whatever their value."""

SESSION_PARAMETERS = frozenset({
    "phpsessid", "jsessionid", "sessionid", "session_id", "session", "sess", "sid", "cfid",
    "cftoken", "aspsessionid", "zenid", "oscsid",
})  # fmt: skip
"""Names that are dropped with a value that looks like a key; 'sid=712' may be a story."""

REFERRER_PARAMETERS = frozenset({"ref", "source", "src", "from", "via", "share", "partner"})
"""Names that are dropped only with a value in REFERRERS: elsewhere they choose the content."""

REFERRERS = frozenset({
    "rss", "feed", "atom", "email", "mail", "newsletter", "push", "app", "social", "share",
    "twitter", "x", "facebook", "fb", "linkedin", "whatsapp", "telegram", "reddit", "pinterest",
    "instagram", "youtube", "tumblr", "pocket", "jetpack", "google", "googlenews", "bing", "yahoo",
    "flipboard", "home", "homepage", "frontpage", "front", "nav", "menu", "sidebar", "footer",
    "header", "ticker", "related", "widget", "banner", "search", "latest", "top", "topnews",
    "index", "mostread", "most-read", "print", "skype", "email-share", "nextdoor", "bluesky",
    "mastodon", "threads", "xing", "vk", "wechat", "weibo", "hn", "hackernews",
})  # fmt: skip

VIEW_PARAMETERS = frozenset({
    "amp", "print", "printable", "printview", "printmode", "tmpl", "output", "outputtype",
    "noamp", "mobile", "fontsize", "theme", "nocache", "preview", "preview_id", "preview_nonce",
    "singlepage", "commentpage", "cpage", "highlight", "like", "nb",
})  # fmt: skip
"""Parameters that show the same document in another way: rel=canonical may drop them."""

VIEW_SEGMENTS = frozenset({
    "amp", "print", "printable", "print-view", "mobile", "m", "single", "all", "full", "page",
    "comments", "feed", "embed", "reprint", "email", "share",
})  # fmt: skip
"""Path segments after a document's own path that show it in another way."""

DOCUMENT_PARAMETERS = frozenset({
    "p", "id", "page_id", "post", "postid", "post_id", "article", "articleid", "article_id",
    "aid", "nid", "newsid", "news_id", "news", "story", "storyid", "sid", "item", "itemid", "n",
    "cid", "tid", "uid", "nr", "no", "key", "doc", "docid", "guid", "title", "slug", "name",
})  # fmt: skip
"""Parameters that choose the document: a rel=canonical that merely drops them is not believed."""

INDEX_PAGES = frozenset({
    "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "index.shtml",
    "index.xhtml", "index.cfm", "default.asp", "default.aspx", "default.htm", "default.html",
    "home.html", "home.htm", "home.php",
})  # fmt: skip
"""File names that a server also shows for their folder."""
