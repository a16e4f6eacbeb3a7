import { normalizePolicy, type Policy } from '../../model/policy.ts';
import type { AccessLevel, Iam, IamAction } from '../facts.ts';
import actions from './actions.json' with { type: 'json' };
import policies from './managed-policies.json' with { type: 'json' };

const LEVELS: Readonly<Record<string, AccessLevel>> = { l: 'list', r: 'read', w: 'write', t: 'tagging', p: 'permissions' };

type Table<T> = Readonly<Record<string, T>>;
const own = <T>(table: Table<T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** What was asked for before; the tables are large, and a run asks for little of them. */
const services = new Map<string, readonly IamAction[]>();
const documents = new Map<string, Policy | undefined>();

/** Reads `GetItem/r/0,1`: a name, a level, the places of its resources. */
const actionsOf = (service: string): readonly IamAction[] => {
  const entry = own(actions.services as Table<{ readonly resources: string; readonly actions: string }>, service);
  if (entry === undefined) return [];
  const resources = entry.resources.split(' ');
  return entry.actions.split(' ').map((text) => {
    const [name = '', level = '', places] = text.split('/');
    return {
      name: `${service}:${name}`,
      level: LEVELS[level] ?? 'write',
      resources: places === undefined ? [] : places.split(',').flatMap((place) => resources[Number(place)] ?? []),
    };
  });
};

const policyOf = (name: string): Policy | undefined => {
  const text = own(policies.policies as Table<string>, name);
  if (text === undefined) return undefined;
  const policy = normalizePolicy({ Version: '2012-10-17', Statement: JSON.parse(text) as unknown });
  return 'malformed' in policy ? undefined : policy;
};

const remembered = <T>(known: Map<string, T>, key: string, make: (key: string) => T): T => {
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found as T;
  const made = make(key);
  known.set(key, made);
  return made;
};

/** The actions of all services, and what AWS's managed policies allow, as they were on the tables' dates. */
export const iam: Iam = {
  get asOf() {
    return actions.asOf < policies.asOf ? actions.asOf : policies.asOf;
  },
  actionsOf: (service) => remembered(services, service.toLowerCase(), actionsOf),
  managedPolicy: (name) => remembered(documents, name, policyOf),
};
