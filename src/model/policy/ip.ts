/** Address ranges, both families in one line of numbers: IPv4 as it is mapped into IPv6 (RFC 4291, 2.5.5.2). */

export interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly version: 4 | 6;
  /** The length of the prefix in its own family. */
  readonly prefix: number;
}

const V4 = 0xffff00000000n;

const four = (text: string): bigint | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
};

const six = (text: string): bigint | undefined => {
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = groups.flat();
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (halves.length === 1 ? given.length !== 8 : given.length > 7) return undefined;
  const zeros = Array.from({ length: 8 - given.length }, () => '0');
  return [...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
};

/** An address or a CIDR block; `undefined` if it is neither. */
export const rangeOf = (text: string): Range | undefined => {
  const [address = '', length, more] = text.trim().split('/');
  if (address.length > 45 || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const version = address.includes(':') ? 6 : 4;
  const value = version === 4 ? four(address) : six(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  if (value === undefined || prefix > bits) return undefined;
  const host = (1n << BigInt(bits - prefix)) - 1n;
  const base = version === 4 ? V4 : 0n;
  return { first: base + (value & ~host), last: base + (value | host), version, prefix };
};

/** Whether an address lies in a range; neither is the case for what is no address. */
export const within = (address: Range, range: Range): boolean =>
  address.version === range.version && address.first >= range.first && address.last <= range.last;

// Private, shared, loopback, link-local, multicast and reserved: no request over the internet comes from there.
const UNROUTED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
]
  .concat(['::/8', 'fc00::/7', 'fe80::/10', 'ff00::/8'])
  .map(rangeOf)
  .filter((range) => range !== undefined);
const GENERIC = ['45.33.32.156', '101.32.7.9', '150.95.8.3', '185.199.108.1', '52.94.5.7', '3.5.140.7', '2600:1f18::7', '2a00:1450::9'];

const show = (value: bigint, version: 4 | 6): string => {
  if (version === 4) {
    const low = value - V4;
    return [24n, 16n, 8n, 0n].map((shift) => String((low >> shift) & 255n)).join('.');
  }
  return Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 65535n).toString(16)).join(':');
};

/**
 * A block that is somebody's: a stranger does not get an address in it at will. One of an eighth or shorter (of an IPv6 /16) holds
 * addresses that anybody can rent.
 */
export const isSomebodys = (range: Range): boolean => range.prefix > (range.version === 4 ? 8 : 16);

/** Addresses that a stranger can send from, told apart by the ranges that a policy names. `rare` where the range is narrow enough to doubt it. */
export const strangersAddresses = (named: readonly Range[]): readonly { readonly address: string; readonly rare: boolean }[] => {
  const wide = named.filter((range) => !isSomebodys(range));
  const edges = wide.flatMap(({ first, last, version, prefix }) =>
    [first, first + 0x10203n, last - 0x10203n, last].map((value) => ({ address: show(value, version), rare: prefix > 4 })),
  );
  return [...GENERIC.map((address) => ({ address, rare: false })), ...edges].filter(({ address }) => {
    const at = rangeOf(address);
    return at !== undefined && ![...UNROUTED, ...named.filter(isSomebodys)].some((range) => within(at, range));
  });
};
