"""The pages a pharmacist works in: today, the people, and the five steps of a visit."""
