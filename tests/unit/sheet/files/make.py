"""Wrote openpyxl.xlsx here (python3-openpyxl 3.0.9); libreoffice.xlsx is `soffice --convert-to xlsx` of it."""

import datetime

import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["员工编号", "姓名", "入职时间", "时刻", "学时", "备注"])
sheet.append([1001, "张 某", datetime.date(2016, 11, 1), datetime.datetime(2016, 11, 1, 9, 0), 130.80000000000001, "a<b&c"])
sheet.append(["01002", "李\n某", None, None, 148, None])
book.save("openpyxl.xlsx")
