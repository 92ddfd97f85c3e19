"""Does the drift monitor name each break soon, and is it quiet when nothing broke?"""
