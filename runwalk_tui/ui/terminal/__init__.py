"""Textual's private parts: every use of them that screens and tests share stands here, and in no other place.

A new version of Textual may change any of them. The tests of this room say which ones it leans on.
"""
