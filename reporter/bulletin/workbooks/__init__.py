"""Workbooks as descriptions: those of a period, and 体检报告 of the plan. `sheets.write` makes files of them."""

from reporter.bulletin.workbooks.city import city_book
from reporter.bulletin.workbooks.health import health_book
from reporter.bulletin.workbooks.notice_book import notice_book
from reporter.bulletin.workbooks.problems import problem_book
from reporter.bulletin.workbooks.summary import summary_book

__all__ = ["city_book", "health_book", "notice_book", "problem_book", "summary_book"]
