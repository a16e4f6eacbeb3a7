import { type Context, type Field, type Reads, type Subjects, undetermined } from '../../check.ts';
import { type Answer, anyOf, isThere } from './answer.ts';

/** CloudFront distributions and where they fetch from. */
export const DISTRIBUTION_READS = { 'AWS::CloudFront::Distribution': ['DistributionConfig'] } as const satisfies Reads;

type Distribution = Subjects<typeof DISTRIBUTION_READS, 'AWS::CloudFront::Distribution'>;

/** A distribution that stands before something. */
export interface Front {
  readonly distribution: Distribution;
  /** Whether it stands there and has a web ACL of its own. */
  readonly filters: Answer;
  /** Whether it adds headers to what it asks for, by which it may be told from other callers. */
  readonly marks: boolean;
}

/** The distributions that fetch from where `leads` says, by the domain name of an origin. */
export const frontsOf = (context: Context<typeof DISTRIBUTION_READS, never>, leads: (domain: Field<string>) => Answer): readonly Front[] =>
  context.resources('AWS::CloudFront::Distribution').flatMap((distribution): readonly Front[] => {
    const config = distribution.get('DistributionConfig');
    const all = config.get('Origins');
    const origins = all.items().map((origin) => ({ origin, stands: leads(origin.get('DomainName')) }));
    const stands = all.state === 'unknown' ? undetermined(all, all.reason) : anyOf(origins.map((each) => each.stands));
    if (stands === 'no') return [];
    const acl = isThere(config.get('WebACLId'));
    const there = origins.filter((each) => each.stands === 'yes');
    const marks = there.every(({ origin }) => origin.get('OriginCustomHeaders').items().length > 0);
    return [{ distribution, filters: acl === 'yes' ? stands : acl, marks }];
  });
