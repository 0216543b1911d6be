"""Can it be paid?"""
