import type { TextPart, UnknownReason } from '../value.ts';
import { hole, holeIn, LITERAL_MARK, LITERAL_STAR, plain } from './glob.ts';
import { type Operator, parseOperator } from './operators.ts';
import type { Policy, PolicyText, Principals, Question, Statement } from './types.ts';

/** One operator over one key, its values as plain text with holes. */
export interface Term {
  readonly operator: Operator | undefined;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whom a statement names, as plain text with holes. */
export interface Named {
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonical: readonly string[];
  readonly unknown: boolean;
}

/** A statement as plain text with holes. */
export interface Clause {
  readonly statement: Statement;
  readonly principals: Named | undefined;
  readonly notPrincipals: Named | undefined;
  readonly actions: readonly string[];
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly notResources: readonly string[] | undefined;
  readonly terms: readonly Term[];
  readonly unknown: boolean;
}

/** A policy with a question: everything that the verdict works with. */
export interface Case {
  readonly question: Question;
  readonly allows: readonly Clause[];
  readonly denies: readonly Clause[];
  /** What stands for `AWS::AccountId`. */
  readonly own: string;
  readonly owns: (account: string) => boolean;
  /** Account ids that nobody wrote down: a stranger, and one more for a member of an organization. */
  readonly stranger: string;
  readonly member: string;
  readonly partition: string;
  /** The reason behind the first hole of a text. */
  readonly reason: (text: string) => UnknownReason | undefined;
  /** Whether `${aws:username}` is a policy variable or just text. */
  readonly variables: boolean;
  /** A text as the user would write it. */
  readonly show: (text: string) => string;
  /** A statement of which nothing is known may be a Deny of everything. */
  readonly shadow: UnknownReason | undefined;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'own-stack',
};

const written = (part: TextPart): string =>
  typeof part === 'string' ? part : 'pseudo' in part ? `\${${part.pseudo}}` : `\${${part.expression}}`;

const textsOf = (policy: Policy): readonly PolicyText[] =>
  policy.statements.flatMap((s) => [
    ...[s.principals, s.notPrincipals].flatMap((p) => (p ? [...p.aws, ...p.services, ...p.federated, ...p.canonical] : [])),
    ...s.resources,
    ...(s.notResources ?? []),
    ...s.conditions.flatMap((condition) => condition.values),
  ]);

/** Turns the texts of a policy into strings: known parts as they are, resources of the template as ARNs of the own account, the rest as holes. */
export const compile = (policy: Policy, question: Question): Case => {
  const literals = textsOf(policy)
    .flat()
    .filter((part) => typeof part === 'string')
    .join(' ');
  const unnamed = (from: number): string => {
    for (let id = from; ; id += 7) if (!literals.includes(String(id)) && !question.ownAccounts.has(String(id))) return String(id);
  };
  const [firstOwn] = question.ownAccounts;
  const own = firstOwn ?? unnamed(401_928_374_655);
  const reasons: UnknownReason[] = [];
  const holes = new Map<string, string>();
  const shown = new Map<string, string>();

  const holeFor = (part: { readonly expression: string }, text: PolicyText): string => {
    const known = holes.get(part.expression);
    if (known !== undefined) return known;
    const made = hole(reasons.length);
    holes.set(part.expression, made);
    shown.set(made, `\${${part.expression}}`);
    const whole = text.length === 1 ? part.expression : text.map(written).join('');
    reasons.push({ kind: 'intrinsic', expression: whole, ...(text.length === 1 ? {} : { text }) });
    return made;
  };
  const variables = policy.version === '2012-10-17';
  const piece = (part: TextPart, at: number, text: PolicyText): string => {
    if (typeof part === 'string') {
      const safe = plain(part);
      return variables
        ? safe.replace(/\$\{([*?$])\}/g, (_, escaped: string) => (escaped === '*' ? LITERAL_STAR : escaped === '?' ? LITERAL_MARK : '$'))
        : safe;
    }
    if ('pseudo' in part) {
      if (part.pseudo === 'AWS::AccountId') return own;
      if (part.pseudo === 'AWS::StackId') return `arn:aws:cloudformation:us-east-1:${own}:stack/own-stack/id`;
      return Object.hasOwn(PSEUDO, part.pseudo) ? (PSEUDO[part.pseudo] ?? '') : holeFor({ expression: part.pseudo }, text);
    }
    if (!('target' in part)) return holeFor(part, text);
    // A text that begins with a resource's reference is taken for its ARN; elsewhere the reference is a name.
    const name = `${idIn(part.target.id)}.${part.target.attribute ?? 'Ref'}`;
    return at === 0 ? `arn:aws:${OWN_RESOURCE}:us-east-1:${own}:${name}` : name;
  };
  const render = (text: PolicyText): string => {
    const result = text.map(piece).join('');
    if (text.length > 1 || typeof text[0] !== 'string')
      shown.set(result, text.length === 1 ? written(text[0] ?? '') : text.map(written).join(''));
    return result;
  };
  const all = (texts: readonly PolicyText[]): readonly string[] => [...new Set(texts.map(render))];
  const named = (principals: Principals | undefined): Named | undefined =>
    principals && {
      everyone: principals.everyone,
      aws: all(principals.aws),
      services: all(principals.services),
      federated: all(principals.federated),
      canonical: all(principals.canonical),
      unknown: principals.unknown !== undefined,
    };
  const clauses = policy.statements.map(
    (statement): Clause => ({
      statement,
      principals: named(statement.principals),
      notPrincipals: named(statement.notPrincipals),
      actions: all(statement.actions),
      notActions: statement.notActions && all(statement.notActions),
      resources: all(statement.resources),
      notResources: statement.notResources && all(statement.notResources),
      terms: statement.conditions.map(({ operator, key, values }) => ({ operator: parseOperator(operator), key, values: all(values) })),
      unknown: statement.unknown !== undefined,
    }),
  );
  return {
    question,
    allows: clauses.filter(({ statement }) => statement.effect === 'Allow'),
    denies: clauses.filter(({ statement }) => statement.effect === 'Deny'),
    own,
    owns: (account) => account === own || question.ownAccounts.has(account),
    stranger: unnamed(730_516_294_817),
    member: unnamed(864_209_753_161),
    partition: /arn:(aws-[a-z-]+):/.exec(literals)?.[1] ?? 'aws',
    reason: (text) => {
      const at = holeIn(text);
      return at === undefined ? undefined : reasons[Math.min(at, reasons.length - 1)];
    },
    variables,
    show: (text) => shown.get(text) ?? text,
    // A malformed statement is refused by AWS together with its document; one that is not known may deny.
    shadow: policy.unknown.find(({ reason }) => reason.kind !== 'malformed')?.reason,
  };
};

/** An id of the template as it stands in a text, where it is no pattern: `module.jobs.aws_sqs_queue.this["orders"]`. */
export const idIn = (id: string): string => plain(id.replace(/[*?]/g, ''));

/** The service part of the ARN that stands for a resource of the own template, whatever its service. */
export const OWN_RESOURCE = 'own-resource';
