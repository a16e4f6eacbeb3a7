import { type Context, type Field, type Reads, type Subjects, type Undetermined, undetermined } from '../../check.ts';
import { type Answer, isThere } from './answer.ts';

/** CloudFront distributions and where they fetch from. */
export const DISTRIBUTION_READS = { 'AWS::CloudFront::Distribution': ['DistributionConfig'] } as const satisfies Reads;

type Distribution = Subjects<typeof DISTRIBUTION_READS, 'AWS::CloudFront::Distribution'>;

type DistributionContext = Context<typeof DISTRIBUTION_READS, never>;

/** A distribution that stands before something, and has a web ACL of its own, or may do so. */
export interface Front {
  readonly distribution: Distribution;
  /** Its place among all distributions. */
  readonly order: number;
  /** `yes`, or why it is not known whether it stands there and filters. */
  readonly filters: Exclude<Answer, 'no'>;
  /** The headers that it adds to what it asks for: for each origin that is known to be what it stands before. */
  readonly headers: Field<readonly unknown[]>[];
}

/** The distributions that filter, by what they stand before. */
export interface Fronts<K> {
  readonly before: ReadonlyMap<K, readonly Front[]>;
  /** The first of which it is not known what all it stands before. */
  readonly perhaps: Front | undefined;
}

/** The distributions that filter, by what the domain names of their origins are known to name. */
export const frontsOf = <K>(context: DistributionContext, named: (domain: Field<string>) => readonly K[] | Undetermined): Fronts<K> => {
  const before = new Map<K, Front[]>();
  let perhaps: Front | undefined;
  for (const [order, distribution] of context.resources('AWS::CloudFront::Distribution').entries()) {
    const config = distribution.get('DistributionConfig');
    const acl = isThere(config.get('WebACLId'));
    if (acl === 'no') continue;
    const all = config.get('Origins');
    let doubt = all.state === 'unknown' ? undetermined(all, all.reason) : undefined;
    for (const origin of all.items()) {
      const keys = named(origin.get('DomainName'));
      const headers = origin.get('OriginCustomHeaders');
      if ('kind' in keys) doubt ??= keys;
      else
        for (const key of keys) {
          const fronts = before.get(key) ?? [];
          before.set(key, fronts);
          const last = fronts.at(-1);
          if (last?.order === order) last.headers.push(headers);
          else fronts.push({ distribution, order, filters: acl, headers: [headers] });
        }
    }
    if (doubt !== undefined) perhaps ??= { distribution, order, filters: acl === 'yes' ? doubt : acl, headers: [] };
  }
  return { before, perhaps };
};

/** The first distribution that filters what comes to this, or may do so. */
export const firstBefore = <K>({ before, perhaps }: Fronts<K>, key: K): Front | undefined => {
  const sure = before.get(key)?.[0];
  return sure === undefined || (perhaps !== undefined && perhaps.order < sure.order) ? perhaps : sure;
};

/** Whether whoever asks for a distribution may be told from other callers, by headers that it adds. */
export const marks = ({ headers }: Front): boolean => headers.every((list) => list.items().length > 0);
