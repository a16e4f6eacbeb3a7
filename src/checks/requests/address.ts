import type { Field } from '../../check.ts';
import type { UnknownReason } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';

/** Stands for a part of an address that is not known. */
const UNKNOWN = '\u0000';

const PRIVATE = [
  /^localhost$|\.(?:localhost|local|internal|intranet|lan|home|corp|localdomain)$/,
  // A name without a dot is found in a network of one's own alone.
  /^[a-z0-9_-]+$/,
  /^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^\[(?:::1?|f[cd][0-9a-f:]*|fe80:[0-9a-f:]*)\]$/,
  // VPC endpoints and internal load balancers.
  /\.vpce\.amazonaws\.com$|^internal-.*\.elb\.amazonaws\.com$/,
];

/** Names that tell kinds of documents apart, and are called by nobody. */
const NAMESPACES = /^(?:www\.w3\.org|schemas\..*|json-schema\.org|xmlns\..*|purl\.org|.*\.xmlsoap\.org)$/;

/** Where a text calls without TLS. `unknown`: why the address is not known, or whether it has TLS. */
export interface Plaintext {
  readonly hosts: readonly string[];
  readonly unknown?: UnknownReason;
}

const HOST = /(?:^|[\s,;="'([{|])http:\/\/(?:[^@/?#\s]*@)?(\[[^\]\s]*\]|[^/:?#\s,;"'|)\]}]*)/gi;

/** The hosts on the internet that a text calls without TLS; a host that is not known in part is named by `…`. */
export const plaintextHosts = (field: Field<string>): Plaintext => {
  if (field.state === 'known' && typeof field.value === 'string') return { hosts: publicHosts(field.value) };
  if (field.state !== 'unknown') return { hosts: [] };
  const { reason } = field;
  if (reason.kind !== 'intrinsic') return { hosts: [], unknown: reason };
  // The address of a bucket's website has no TLS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
  const text = partsOf(reason)
    .map((part) =>
      typeof part === 'string'
        ? part
        : 'target' in part && part.target.attribute === 'WebsiteURL'
          ? 'http://the-website.s3-website'
          : UNKNOWN,
    )
    .join('');
  const hosts = publicHosts(text);
  const open = text.startsWith(UNKNOWN) || text.startsWith('${');
  return { hosts, ...(hosts.length === 0 && open ? { unknown: reason } : {}) };
};

const publicHosts = (text: string): readonly string[] => {
  // Most texts are no addresses.
  if (!/http:/i.test(text)) return [];
  return [...text.matchAll(HOST)]
    .map(([, host = '']) => host.toLowerCase())
    .filter((host) => host !== '' && !NAMESPACES.test(host) && !PRIVATE.some((pattern) => pattern.test(host)))
    .map((host) => host.replaceAll(UNKNOWN, '…'));
};

/** Whether what is known of a host says that it is on the internet. */
export const isSurelyPublic = (host: string): boolean => !host.includes('…') || /\.(?:com|net|org|io|dev|app|amazonaws\.com)$/.test(host);
