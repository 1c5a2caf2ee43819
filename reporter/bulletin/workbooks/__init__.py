"""The workbooks of a period: 汇总表, 上报表, 问题清单, as descriptions that `sheets.write` turns into files."""

from reporter.bulletin.workbooks.city import city_book
from reporter.bulletin.workbooks.problems import problem_book
from reporter.bulletin.workbooks.summary import summary_book

__all__ = ["city_book", "problem_book", "summary_book"]
