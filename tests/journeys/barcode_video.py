"""A short film of a barcode, as a camera would see a bottle: made by the tests, frame by frame."""

WIDTH, HEIGHT, FRAMES = 640, 480, 30
LEFT = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
BAR, TOP, BOTTOM = 4, 120, 360


def bars_of(digits):
    """Return the 95 modules of a UPC-A code, 1 for black.

    >>> len(bars_of("036000291452"))
    95
    """
    left = "".join(LEFT[int(digit)] for digit in digits[:6])
    right = "".join(LEFT[int(digit)].translate(str.maketrans("01", "10")) for digit in digits[6:])
    return f"101{left}01010{right}101"


def write_video(path, digits):
    "Write a film in the plain YUV4MPEG2 form, which Chromium takes for a camera."
    plain = bytes([235]) * WIDTH
    margin = (WIDTH - 95 * BAR) // 2
    modules = bytes(16 if bit == "1" else 235 for bit in bars_of(digits) for _ in range(BAR))
    striped = bytes([235]) * margin + modules + bytes([235]) * (WIDTH - margin - len(modules))
    luma = b"".join(striped if TOP <= row < BOTTOM else plain for row in range(HEIGHT))
    frame = b"FRAME\n" + luma + bytes([128]) * (WIDTH * HEIGHT // 2)
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(header + frame * FRAMES)
