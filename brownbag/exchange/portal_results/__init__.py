"""Results as people copy them from a patient portal: one a line."""

from brownbag.exchange.portal_results.read import read_results as read_results
