"""Workbooks of a period as descriptions; `sheets.write` makes files of them. `health.py` is that of the plan."""

from reporter.bulletin.workbooks.city import city_book
from reporter.bulletin.workbooks.notice_book import notice_book
from reporter.bulletin.workbooks.problems import problem_book
from reporter.bulletin.workbooks.summary import summary_book

__all__ = ["city_book", "notice_book", "problem_book", "summary_book"]
