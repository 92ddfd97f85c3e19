"""What the names that pages give their parts (class, id, role) say about those parts.

Two strengths: a ``hard`` name is boilerplate whatever it holds (comments, cookie notices, related
stories); a ``soft`` one is wrong often enough (``sidebar`` on a page's frame, ``paywall`` around
the story, ``share`` on a whole column) that a part which holds most of the page's prose is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from wmcscraper.alternatives import one_of

__all__ = [
    "BLOCK_FREE",
    "SKIPPED",
    "Role",
    "is_aria_boilerplate",
    "role_of_name",
    "role_of_tag",
]


class Role:
    """What a part of a page is for, as far as its tag or name tells: a plain number, as to reach
    the member of an enumeration takes several times as long, and every part is asked."""

    NONE: Final = 0
    CONTENT: Final = 1
    """The story's text, says its name."""
    SOFT: Final = 2
    """Boilerplate, unless most of the page's prose stands in it."""
    HARD: Final = 3
    """Boilerplate in any case."""
    CAPTION: Final = 4
    """Words that belong to a picture."""
    REPLIES: Final = 5
    """Readers' comments, told by what they say and not by a name."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements whose content is never text of the page. <noscript> repeats what scripts show, often as
# source code; a page that holds its story only there is rarer than one that repeats pictures there.
# Not <head>: where a page has no <body> tag, libxml2 leaves <main> and <article> inside it.
SKIPPED = _names(
    "script style template noscript svg math iframe object embed applet canvas audio video map "
    "title meta link base select textarea option datalist button input meter progress dialog "
    "picture source track amp-ad amp-embed amp-sidebar amp-social-share amp-analytics amp-consent "
    "amp-iframe nav menu"
)

# Inline elements: their text belongs to the paragraph around them. Every other element, known or
# not (custom elements hold blocks more often than words), starts a paragraph of its own.
BLOCK_FREE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr o:p "
    "q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr amp-img "
    "smart-quote st1:place st1:city st1:country-region gu-atom"
)

_TAG_ROLES = {
    "footer": Role.SOFT,
    "aside": Role.SOFT,
    "form": Role.SOFT,
    "fieldset": Role.SOFT,
    "figure": Role.CAPTION,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "amp-carousel": Role.CAPTION,
}

# A name is cut at everything that is no letter, and between a small and a capital letter, then
# joined by '-': 'StoryBody__text related_2' → 'story-body-text-related'. \b works on that.
_SEPARATOR = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_NO_LETTERS = re.compile("[^a-z]+")  # the same for words in lower case, in two thirds of the time

# Expressions for whole parts of such a name, apart by white space.
_CONTENT = r"""
    articlebody storybody bodytext body-copy bodycopy body-text text-body rich-?text
    field-name-body field-body node-body td-post-content e-content instapaper-body
""" + " ".join(
    f"{thing}-?(?:body|content|text|copy|main|details?|wysiwyg|paragraphs?)"
    for thing in _names("article story entry post news content blog main page single press-release")
)
_HARD = r"""
    comments?-?(?:list|area|section|form|wrap|wrapper|container|thread|block|body|content|count|link)?
    commentlist respond disqus(?:-thread)?
    cookies? gdpr consent privacy cmp onetrust newsletters? mailchimp mc-embed\w* sign-?up
    subscri(?:be|ption|ptions) outbrain taboola revcontent zergnet recirc\w*
    related(?!-to)\w* recommend(?:ed|ation|ations|s)? you-may-(?:also-)?like also-like also-read
    read-?(?:more|also|next) more-(?:news|stories|from|on|articles|posts|in|like|to) see-also
    most-?(?:read|popular|viewed|shared|recent|commented) popular-?posts? trending
    latest-?(?:news|posts?|stories|articles) recent-?(?:news|posts?|stories|articles)
    other-?(?:news|posts?|stories|articles) next-?(?:news|posts?|stories|articles)
    prev(?:ious)?-?(?:news|posts?|stories|articles) similar-?(?:news|posts?|stories|articles)
    post-nav(?:igation)? nav-(?:links|previous|next|below) breadcrumbs? breadcrumb-\w+
    pagination pager share-?(?:bar|buttons?|links?|tools?|this|icons?|box|daddy)? sharing
    sharedaddy shared-?daddy sharethis addthis addtoany
    social-?(?:share|links?|icons?|bar|media|buttons?|sharing|tools|follow|networks?)? follow-?us
    author-?(?:bio|box|info|card|about|description|profile|details|block|meta)
    about-?(?:the-)?author bio contributor-bio
    advert\w* ad-?(?:slot|unit|container|wrapper|box|block|label|placeholder|banner|zone)
    dfp google-?ads? adsense adsbygoogle sponsor(?:ed)? sponsored-\w+
    skip-link screen-reader-text sr-only visually-hidden visuallyhidden a-?offscreen offscreen
    no-?print noprint tag-?(?:list|cloud|links?|s) entry-tags post-tags article-tags tags
    post-?meta entry-?meta article-?meta story-?meta meta-?data byline dateline timestamp
    cat-links copyright site-?footer page-footer masthead site-?header page-header-nav
    jp-relatedposts yarpp\w* crp-related wp-block-latest-posts
    rating ratings voting poll survey quiz correction-form report-error print-?(?:only|button)
    login log-in register registration search-?form toc table-of-contents
"""
_SOFT = r"""
    sidebar\w* side-bar aside right-?rail left-?rail rail
    secondary complementary widgets? widget-area footer foot site-header nav navbar navigation menu
    topbar toolbar banner promo\w* teasers? modal popup pop-up overlay lightbox cta
    call-to-action call-out callout share social follow ad ads adv sponsors? meta info-?box
    fact-?box box-?out embed tooltip dropdown hidden-\w+ slider swiper carousel
    disclaimer notice alert message inline-?(?:related|promo|link|ad) in-?article-\w+
    storylink link-?(?:list|box) list-?of-?links pull-?quote pullquote
    listing archive feed stream event-?(?:box|card|list)? upcoming\w* countdown
"""
_CAPTION = r"""
    captions? wp-caption(?:-text)? img-?caption
    image-?(?:caption|credit|source|meta|description|copyright)
    photo-?(?:caption|credit|source|by|grapher) picture-?caption
    media-?(?:caption|credit|description) figcaption figure-caption credits? cutline legend
    gallery-?caption slide-?caption image-desc\w* copyright-notice bildunterschrift
"""


def _any_of(*expressions: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(' '.join(expressions).split())}\b")


# The first that matches counts.
_ROLES = (
    (Role.CAPTION, _any_of(_CAPTION)),
    (Role.HARD, _any_of(_HARD)),
    (Role.CONTENT, _any_of(_CONTENT)),
    (Role.SOFT, _any_of(_SOFT)),
)
_ANY_ROLE = _any_of(_CAPTION, _HARD, _CONTENT, _SOFT)
_SOFT_ROLES = _names(
    "navigation banner contentinfo complementary search menu menubar toolbar dialog alertdialog "
    "tablist tooltip"
)


def role_of_tag(tag: str) -> int:
    """What the element's tag alone says."""
    return _TAG_ROLES.get(tag, Role.NONE)


def role_of_name(name: str) -> int:
    """What a class, id or data name says: ``'c-article__body'`` is CONTENT."""
    found: int = Role.NONE
    for word in name[:400].split():
        role = _role_of_word(word)
        if role == Role.CONTENT:  # 'entry-content entry-content-read-more' is the story
            return role
        found = max(found, role)
    return found


@lru_cache(maxsize=20_000)  # sites repeat a few hundred names on every page
def _role_of_word(word: str) -> int:
    """What one class says by itself."""
    if not word.islower():
        plain = _SEPARATOR.sub("-", word).lower()
    elif word.isascii() and word.isalpha():
        plain = word
    else:
        plain = _NO_LETTERS.sub("-", word)
    if not _ANY_ROLE.search(plain):
        return Role.NONE
    for role, names in _ROLES:
        if names.search(plain):
            return role
    return Role.NONE


def is_aria_boilerplate(role: str) -> bool:
    """Whether an ARIA role names a landmark that is not the story."""
    return role.strip().lower() in _SOFT_ROLES
