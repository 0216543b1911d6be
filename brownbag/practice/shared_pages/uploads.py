"""Refuse a file that is too large while it arrives, before it fills memory."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST_UPLOAD = 50 * 1024 * 1024


class SizeLimitHandler(FileUploadHandler):
    "Stop receiving when an upload is larger than any document we read."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.received = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > LARGEST_UPLOAD + 1024 * 1024:
            self._refuse()

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > LARGEST_UPLOAD:
            self._refuse()
        return raw_data

    def file_complete(self, file_size):
        return None

    def _refuse(self):
        self.request.upload_too_large = True
        raise StopUpload(connection_reset=False)
