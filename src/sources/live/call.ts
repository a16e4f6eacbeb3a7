import type { Property, ResourceType } from '../../model/inventory.ts';
import type { ServiceRun } from './run.ts';

/** Properties by type, in CloudFormation's words. */
export type Gives = { readonly [K in ResourceType]?: readonly Property<K>[] };

/**
 * One call that a collector may make, as data. The calls of a run, the IAM policy, the documentation and what a failure means all
 * follow from these tables.
 */
export interface Call {
  /** `service:Operation`, as messages and gaps name it; IAM's action too, unless `permission` says another. */
  readonly action: string;
  /**
   * `list`: names the resources of the types that it gives; where it fails they are missing, which is a gap.
   * `detail`: asks about one resource that is known; where it fails, exactly the properties that it gives are unknown.
   */
  readonly kind: 'list' | 'detail';
  readonly gives: Gives;
  /** The attributes of those types that a check has to name in `observes` for this call to be made, by type. */
  readonly tells?: { readonly [K in ResourceType]?: readonly string[] };
  /** Calls of the same collector without which this one has nothing to ask about. */
  readonly after?: readonly string[];
  /** Calls that are made along with this one: it is asked less, or understood better, for what they say. */
  readonly with?: readonly string[];
  /** The call that this one takes the place of, on an endpoint that does not know that one. */
  readonly insteadOf?: string;
  /** Made only when a check that needs it is named, or for auditors: it costs a call for each resource that nobody else pays. */
  readonly optIn?: true;
  /** What IAM asks for. Without it: the action, on every resource. */
  readonly permission?: {
    readonly action?: string;
    /** ARN patterns, with `${Partition}`, `${Region}` and `${Account}` where those stand. */
    readonly resources: readonly string[];
    /** Actions of other services that it asks for as well, on every resource. */
    readonly also?: readonly string[];
  };
  /** The bucket of `quotas.ts` that AWS counts it in; by default the one that is called as the action, else as the service. */
  readonly quota?: string;
}

/** What one service is asked. `collect` is the only part that loads an AWS client. */
export interface Collector {
  /** The service as IAM spells it: `kms`. */
  readonly service: string;
  /** The service in `AWS_ENDPOINT_URL_<...>`; by default its name in capitals. */
  readonly endpoint?: string;
  /** Asked once for the account, in whichever Region: what it gives, and what it cannot list, belongs to none. */
  readonly global?: true;
  readonly calls: readonly Call[];
  /** Makes the calls that the run wants, and hands over what they give. */
  collect(run: ServiceRun): Promise<void>;
}

/** The types that a call gives something of. */
export const typesOf = ({ gives }: Pick<Call, 'gives'>): readonly ResourceType[] => Object.keys(gives) as ResourceType[];

/** The types that nobody can list completely where a list fails: its own, and those of calls that have nothing to ask about without it. */
export const lostWith = (failed: Call, calls: readonly Call[]): readonly ResourceType[] => {
  const without = new Set<string>([failed.action]);
  for (let size = 0; size !== without.size; ) {
    size = without.size;
    for (const { action, after } of calls) if (after?.some((before) => without.has(before))) without.add(action);
  }
  const listedOtherwise = new Set(calls.filter(({ action, kind }) => kind === 'list' && !without.has(action)).flatMap(typesOf));
  const lost = calls.filter(({ action }) => without.has(action)).flatMap(typesOf);
  return [...new Set([...typesOf(failed), ...lost.filter((type) => !listedOtherwise.has(type))])];
};
