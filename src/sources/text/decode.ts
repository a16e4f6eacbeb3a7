/** Bytes as text: UTF-8, or UTF-16 in either order of bytes where its mark says so. */
export const decoded = (bytes: Buffer): string => {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
};
