/** A hash as Subresource Integrity writes it (`sha256-<base64>`), of one in hexadecimal digits; `undefined` where it is none. */
export const sriOf = (algorithm: string, hex: string | undefined): string | undefined =>
  hex !== undefined && /^(?:[0-9a-f]{2})+$/i.test(hex) ? `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}` : undefined;
