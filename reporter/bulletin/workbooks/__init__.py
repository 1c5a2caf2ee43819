"""The workbooks of a period as descriptions: 汇总表, 上报表, 问题清单, 督办台账. `sheets.write` makes files of them."""

from reporter.bulletin.workbooks.city import city_book
from reporter.bulletin.workbooks.notice_book import notice_book
from reporter.bulletin.workbooks.problems import problem_book
from reporter.bulletin.workbooks.summary import summary_book

__all__ = ["city_book", "notice_book", "problem_book", "summary_book"]
