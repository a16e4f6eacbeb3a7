import type { UnknownReason } from '../value.ts';
import { type Caller, membersOf, principalsOf, STRANGERS_ORGANIZATION, serviceFor, strangers } from './callers.ts';
import { type Case, type Clause, compile, OWN_RESOURCE } from './compiled.ts';
import { federatedCallers, isOpenProvider, providerOf } from './federated.ts';
import { and, hasHole, instance, isWild, NO, not, PERHAPS, YES } from './glob.ts';
import { type Grant, grantsOf, type Scope, scopeOf, type Work } from './grants.ts';
import { accountsIn, awsPrincipal, exempts } from './principals.ts';
import { isConditioned, OWN_ORGANIZATION, type Solution, solve } from './solve.ts';
import type { Admission, Policy, Question } from './types.ts';

/** The most work that a verdict may be; every policy that AWS takes is far below it. */
const WORK = 2_000_000;
const CONFIDENCE = ['high', 'medium', 'low'] as const;
const CLOSED: Solution = { truth: NO, doubt: 0 };

type Body = Admission extends infer A ? (A extends Admission ? Omit<A, 'path' | 'confidence' | 'onlyThroughUrl'> : never) : never;
type AtWorst = Extract<Admission, { who: 'unknown' }>['atWorst'];

/** Whom a policy's conditions and exemptions speak of. */
interface Mentioned {
  readonly accounts: readonly string[];
  readonly sources: readonly string[];
  readonly organizations: readonly string[];
  readonly strangers: readonly string[];
  /** Services that some statement exempts. */
  readonly services: readonly string[];
}

const ACCOUNT_KEYS = /^(aws:(principalaccount|principalarn|userid|sourceowner|vpceaccount)|kms:calleraccount|events:creatoraccount)$/;
const SOURCE_KEYS = /^aws:(sourceaccount|sourcearn|sourceowner)$/;
const ORGANIZATION_KEYS = /^aws:(principalorgid|principalorgpaths|vpceorgid|vpceorgpaths)$/;

const mentionedIn = (it: Case): Mentioned => {
  const clauses = [...it.allows, ...it.denies];
  const values = (keys: RegExp) => [
    ...new Set(clauses.flatMap(({ terms }) => terms.filter(({ key }) => keys.test(key)).flatMap((term) => term.values))),
  ];
  const [accounts, organizations] = [values(ACCOUNT_KEYS), values(ORGANIZATION_KEYS)];
  const exempted = it.denies.flatMap(({ notPrincipals }) => notPrincipals?.aws ?? []);
  const holes = values(/^(aws:principalaccount|kms:calleraccount)$/).filter(hasHole);
  const named = organizations
    .map((value) => value.split('/')[0] ?? '')
    .filter((value) => value !== '' && !isWild(value) && !value.includes('${'));
  const own = organizations.some((value) => /\$\{\s*aws:resourceorgid\s*\}/i.test(value)) ? [OWN_ORGANIZATION] : [];
  // A wildcard within an account id leaves room for accounts that a stranger may have.
  const shaped = values(/account$|sourceowner$/).filter((value) => isWild(value) && /^[\d*?]+$/.test(value));
  const rooms = shaped.map((value) =>
    instance(value.replace('*', '?'.repeat(Math.max(0, 12 - value.replaceAll('*', '').length))).replaceAll('*', ''), '8'),
  );
  return {
    accounts: [...accountsIn(it, [...accounts, ...exempted]), ...holes],
    sources: accountsIn(it, values(SOURCE_KEYS)),
    organizations: [...new Set([...named, ...own])].slice(0, 50),
    services: [...new Set(it.denies.flatMap(({ notPrincipals }) => notPrincipals?.services ?? []))].slice(0, 20),
    strangers: [it.stranger, ...new Set(rooms.filter((id) => /^\d{12}$/.test(id) && !it.owns(id)))].slice(0, 5),
  };
};

/** Whether a policy denies and does nothing else. */
export const grantsNothing = ({ statements }: Policy): boolean => statements.every(({ effect }) => effect === 'Deny');

/** Who a resource policy lets in, statement by statement, with its Deny statements taken into account. */
export const verdictOf = (policy: Policy, question: Question): readonly Admission[] => {
  const unknown = policy.unknown.map(
    ({ path, reason }): Admission => ({ path, confidence: 'high', who: 'unknown', reason, atWorst: 'anyone' }),
  );
  if (grantsNothing(policy)) return unknown;
  const it = compile(policy, question);
  const [scope, mentioned, work] = [scopeOf(it), mentionedIn(it), { left: WORK }];
  return [...it.allows.flatMap((allow) => admissions(it, scope, mentioned, allow, work)), ...unknown];
};

const admissions = (it: Case, scope: Scope, mentioned: Mentioned, allow: Clause, work: Work): readonly Admission[] => {
  const { path } = allow.statement;
  const { grants, complete } = grantsOf(it, scope, allow, work);
  const entry = (body: Body, doubt = 0): Admission => ({ path, confidence: CONFIDENCE[doubt] ?? 'low', ...body });
  const unknown = (reason: UnknownReason, atWorst: AtWorst): Admission => entry({ who: 'unknown', reason, atWorst });
  const tooMuch: UnknownReason = { kind: 'too-many-worlds', choices: scope.actions.slice(0, 5) };
  if (!complete && work.left < 0) return [unknown(tooMuch, 'anyone')];
  if (grants.length === 0) return [];

  const best = (callers: readonly Caller[], among: readonly Grant[]): Solution => {
    let found = CLOSED;
    for (const caller of callers) {
      const left = allow.notPrincipals === undefined ? YES : not(exempts(allow.notPrincipals, caller));
      if (left === NO) continue;
      for (const grant of among) {
        const solution = solve(it, caller, allow, left === YES ? grant : { ...grant, truth: and(grant.truth, left) }, work);
        if (solution.truth > found.truth || (solution.truth === found.truth && solution.doubt < found.doubt)) found = solution;
        if (found.truth === YES && found.doubt === 0) return found;
      }
    }
    return !complete && found.truth === NO ? { truth: PERHAPS, doubt: 0, reason: tooMuch } : found;
  };
  const isLambda = it.question.service === 'lambda';
  const direct = isLambda ? grants.filter(({ action }) => action !== 'lambda:invokefunctionurl') : grants;
  /** Asks for calls of the service's own API first, and for a function URL's if there is one. */
  const admit = (callers: (url: boolean) => readonly Caller[], body: Body, atWorst: AtWorst, doubt = 0): readonly Admission[] => {
    const plainly = best(callers(false), direct);
    if (plainly.truth === YES) return [entry(body, Math.max(doubt, plainly.doubt))];
    const byUrl = isLambda ? best(callers(true), grants) : CLOSED;
    return [
      ...(byUrl.truth === YES ? [{ ...entry(body, Math.max(doubt, byUrl.doubt)), onlyThroughUrl: true }] : []),
      ...(plainly.truth === PERHAPS && plainly.reason ? [unknown(plainly.reason, atWorst)] : []),
      ...(plainly.truth === NO && byUrl.truth === PERHAPS && byUrl.reason
        ? [{ ...unknown(byUrl.reason, atWorst), onlyThroughUrl: true }]
        : []),
    ];
  };
  const trusted = (account: string): boolean => it.question.trustedAccounts?.includes(account) ?? false;

  const account = (id: string, arn: string | undefined, doubt: number): readonly Admission[] => {
    if (it.owns(id)) return [];
    const callers = (url: boolean) => principalsOf(it, id, arn, url);
    const reason = it.reason(id);
    const found = admit(callers, { who: 'account', account: it.show(id), conditioned: false, trusted: trusted(id) }, 'account', doubt);
    return found.map((each) => {
      if (each.who !== 'account') return each;
      if (reason !== undefined) return unknown(reason, 'account');
      const [caller] = callers(each.onlyThroughUrl === true);
      const among = each.onlyThroughUrl ? grants : direct;
      return { ...each, conditioned: caller !== undefined && among.every((grant) => isConditioned(it, caller, allow, grant, work)) };
    });
  };

  const ownSource = (service: string) =>
    it.question.onlyThroughEndpoint ? [] : [it.own, ...it.question.ownAccounts].map((id) => serviceFor(service, id, { named: true }));
  const strangersSource = (service: string, reusedBucket = false) =>
    it.question.onlyThroughEndpoint
      ? []
      : [
          serviceFor(service, it.stranger, { reusedBucket }),
          serviceFor(service, it.stranger, { reusedBucket, organization: STRANGERS_ORGANIZATION }),
          ...mentioned.strangers.slice(1).map((id) => serviceFor(service, id, { reusedBucket })),
        ];
  const tied = (service: string): readonly Admission[] => {
    const shown = it.show(service);
    const byBucket = service === '*' || /^s3\./.test(service) ? best(strangersSource(service, true), direct) : CLOSED;
    const missing: Body = { who: 'service', service: service === '*' ? 's3.amazonaws.com' : shown, source: 'account-missing' };
    const foreign = mentioned.sources.flatMap((id) => {
      const solution = best([serviceFor(service, id, { named: true })], direct);
      const body: Body = { who: 'service', service: shown, source: 'foreign', account: id, trusted: trusted(id) };
      return solution.truth === YES ? [entry(body, solution.doubt)] : [];
    });
    // A value that is not known is somebody's account; conditions that are not known may ask for none.
    const conditions = byBucket.truth === PERHAPS ? allow.statement.unknown : undefined;
    const found = [
      ...(byBucket.truth === YES ? [entry(missing, byBucket.doubt)] : []),
      ...(conditions === undefined ? [] : [unknown(conditions, 'service')]),
      ...foreign,
    ];
    if (found.length > 0) return found;
    // A stranger does not get in; if it is not known whose the source is, it is somebody's in particular all the same.
    const own = best(ownSource(service), direct);
    return own.truth === NO ? [] : [entry({ who: 'service', service: shown, source: 'tied' }, own.truth === YES ? own.doubt : 1)];
  };
  const service = (name: string): readonly Admission[] => {
    const reason = it.reason(name);
    if (reason !== undefined) return [unknown(reason, 'service')];
    const free = best(strangersSource(name), direct);
    if (free.truth === YES) return [entry({ who: 'service', service: it.show(name), source: 'none' }, free.doubt)];
    return free.truth === PERHAPS && free.reason ? [unknown(free.reason, 'service')] : tied(name);
  };

  const everyone = (doubt: number): readonly Admission[] => {
    const found = admit((url) => strangers(it, mentioned.strangers, url), { who: 'anyone' }, 'anyone', doubt);
    if (found.some((each) => each.who === 'anyone' && !each.onlyThroughUrl)) return found;
    const served = best(
      ['*', ...mentioned.services].flatMap((name) => strangersSource(name)),
      direct,
    );
    const because = 'anyone can make a service call it';
    if (served.truth === YES) return [entry({ who: 'anyone', because }, Math.max(doubt, served.doubt))];
    const perhaps =
      served.truth === PERHAPS && served.reason && !found.some((each) => each.who === 'unknown') ? [unknown(served.reason, 'anyone')] : [];
    // An id that is not known says nothing beside a verdict that is not known.
    const telling = (id: string) => found.length + perhaps.length === 0 || !hasHole(id);
    const organizations = mentioned.organizations.filter(telling).flatMap((id) => {
      const own = id === OWN_ORGANIZATION;
      const trust = own || (it.question.trustedOrganizations?.includes(id) ?? false);
      const body: Body = { who: 'organization', organization: own ? 'aws:ResourceOrgID' : it.show(id), trusted: trust };
      return admit((url) => membersOf(it, id, url), body, 'organization', doubt).filter((each) => each.who !== 'unknown');
    });
    const accounts = mentioned.accounts.filter(telling).flatMap((id) => account(id, undefined, doubt));
    const certain = found.length + perhaps.length === 0 ? [...organizations, ...accounts, ...tied('*')] : [...organizations, ...accounts];
    return [...found, ...perhaps, ...certain.filter((each) => each.who !== 'unknown' || found.length + perhaps.length === 0)];
  };

  const aws = (text: string): readonly Admission[] => {
    const named = awsPrincipal(text);
    if (named.kind === 'account') return account(named.account, named.arn, named.pattern ? 2 : 0);
    if (named.kind === 'everyone') return everyone(2);
    if (named.kind === 'service') return [entry({ who: 'service', service: named.service, source: 'tied' })];
    if (named.kind === 'malformed') return [unknown({ kind: 'malformed', expected: 'a principal' }, 'account')];
    return named.kind === 'unknown' ? somebody(it.reason(text), named.atWorst) : [];
  };
  /** Nobody knows whom it names: it matters only how far the conditions would let everyone in. */
  const somebody = (reason: UnknownReason | undefined, atWorst: 'anyone' | 'account'): readonly Admission[] => {
    const why = reason ?? { kind: 'malformed', expected: 'a principal' };
    const open = atWorst === 'anyone' && [false, true].some((url) => best(strangers(it, mentioned.strangers, url), grants).truth !== NO);
    return [unknown(why, open ? 'anyone' : 'account')];
  };
  const canonical = (text: string): readonly Admission[] => {
    if (text.startsWith(`arn:aws:${OWN_RESOURCE}:`)) return [];
    const reason = it.reason(text);
    if (reason !== undefined) return [unknown(reason, 'account')];
    return isWild(text)
      ? everyone(2)
      : [entry({ who: 'account', account: text, conditioned: allow.terms.length > 0, trusted: trusted(text) }, 1)];
  };
  const federated = (principal: string): readonly Admission[] => {
    const reason = it.reason(principal);
    const provider = providerOf(principal, allow);
    if (isOpenProvider(provider))
      return admit(() => federatedCallers(provider), { who: 'anyone', because: `with a token of ${provider}` }, 'anyone');
    return reason === undefined ? [] : [unknown(reason, 'anyone')];
  };

  const { principals, notPrincipals } = allow;
  if (notPrincipals !== undefined) return everyone(0);
  if (principals === undefined) return [unknown({ kind: 'malformed', expected: 'Principal or NotPrincipal' }, 'anyone')];
  if (principals.everyone) return everyone(0);
  const found = [
    ...principals.aws.flatMap(aws),
    ...principals.services.flatMap(service),
    ...principals.federated.flatMap(federated),
    ...principals.canonical.flatMap(canonical),
    ...(principals.unknown ? somebody(allow.statement.principals?.unknown, 'anyone') : []),
  ];
  const seen = new Map(found.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
};
