"""Workbooks as descriptions: 汇总表, 上报表, 问题清单 of a period, 体检报告 of the plan. `sheets.write` gives bytes."""

from reporter.bulletin.workbooks.city import city_book
from reporter.bulletin.workbooks.health import health_book
from reporter.bulletin.workbooks.problems import problem_book
from reporter.bulletin.workbooks.summary import summary_book

__all__ = ["city_book", "health_book", "problem_book", "summary_book"]
