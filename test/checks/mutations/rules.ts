import { REFUSED, type Verdict, type Verdicts } from './verdict.ts';

const NOTHING: Verdict = { findings: new Map(), doubts: [] };

/** The verdicts on everything as one: what a transform makes of a resource is called by what stands in it. */
export const asOne = (verdicts: Verdicts): Verdicts => {
  if (verdicts === REFUSED) return REFUSED;
  const all = [...verdicts.values()];
  const findings = new Map(all.flatMap((verdict) => [...verdict.findings]));
  return new Map([['all', { findings, doubts: all.flatMap(({ doubts }) => doubts) }]]);
};

/** What is said of a subject; a gap in its collection is a doubt about each. */
export const saidOf = (verdicts: Verdicts, subject: string): Verdict => {
  const own = verdicts.get(subject) ?? NOTHING;
  const all = verdicts.get('*');
  return all === undefined ? own : { findings: own.findings, doubts: [...own.doubts, ...all.doubts] };
};

const isSilent = ({ findings, doubts }: Verdict): boolean => findings.size === 0 && doubts.length === 0;

const subjectsOf = (...all: readonly Verdicts[]): readonly string[] =>
  [...new Set(all.flatMap((verdicts) => [...verdicts.keys()]))].filter((subject) => subject !== '*');

/** A stage is called by its logical id where its name is not written out, which says nothing else of it. */
const plain = (message: string): string =>
  message
    .toLowerCase()
    .replaceAll(/['"]/g, '')
    .replaceAll(/\bstage \S+/g, 'stage');

const messagesOf = (verdict: Verdict): ReadonlyMap<string, { readonly when?: readonly string[] }> =>
  new Map([...verdict.findings].map(([message, rest]) => [plain(message), rest]));

/** Another spelling of a value says the same of every subject. */
export const same = (one: Verdicts, other: Verdicts): readonly string[] => {
  if (one === REFUSED || other === REFUSED) return [];
  return subjectsOf(one, other).flatMap((subject) => {
    const [left, right] = [saidOf(one, subject), saidOf(other, subject)];
    const [was, is] = [left, right].map((verdict) => [...messagesOf(verdict).keys()].sort().join(' | ')) as [string, string];
    if (was !== is) return [`${subject}: [${was}] is [${is}]`];
    return left.doubts.length > 0 === right.doubts.length > 0 ? [] : [`${subject}: doubts [${left.doubts}] are [${right.doubts}]`];
  });
};

/** What is read of a document need not be read in another spelling, but then it is a doubt: nothing is lost silently, and nothing invented. */
export const kept = (one: Verdicts, other: Verdicts): readonly string[] => {
  if (one === REFUSED || other === REFUSED) return [];
  return subjectsOf(one, other).flatMap((subject) => {
    const [was, is] = [saidOf(one, subject), saidOf(other, subject)];
    const [before, after] = [messagesOf(was), messagesOf(is)];
    const lost = is.doubts.length > 0 ? [] : [...before.keys()].filter((message) => !after.has(message));
    const invented = was.doubts.length > 0 ? [] : [...after.keys()].filter((message) => !before.has(message));
    const doubt = was.doubts.length > 0 && isSilent(is) ? [`${subject}: lost the doubt [${was.doubts}]`] : [];
    return [
      ...lost.map((message) => `${subject}: lost [${message}]`),
      ...invented.map((message) => `${subject}: invented [${message}]`),
      ...doubt,
    ];
  });
};

/** A choice of two values says what either says: a finding of one alone with when it holds, and no finding of neither. */
export const merged = (one: Verdicts, other: Verdicts, choice: Verdicts): readonly string[] => {
  if (choice === REFUSED) return [];
  return subjectsOf(one, other, choice).flatMap((subject) => {
    const said = saidOf(choice, subject);
    const found = messagesOf(said);
    const [left, right] = [messagesOf(saidOf(one, subject)), messagesOf(saidOf(other, subject))];
    const problems: string[] = [];
    for (const message of new Set([...left.keys(), ...right.keys()])) {
      const is = found.get(message);
      const [inOne, inOther] = [left.get(message), right.get(message)];
      const always = inOne !== undefined && inOther !== undefined && inOne.when === undefined && inOther.when === undefined;
      if (is === undefined && said.doubts.length === 0)
        problems.push(`${subject}: lost [${message}], has [${[...found.keys()].join(' | ')}]`);
      if (is !== undefined && is.when === undefined && !always) problems.push(`${subject}: without when [${message}]`);
    }
    for (const message of found.keys()) if (!left.has(message) && !right.has(message)) problems.push(`${subject}: invented [${message}]`);
    if ((saidOf(one, subject).doubts.length > 0 || saidOf(other, subject).doubts.length > 0) && isSilent(said))
      problems.push(`${subject}: lost the doubt`);
    return problems;
  });
};

/** A value that is not known is no pass where a value that it may have is a finding. */
export const noPass = (possible: readonly Verdicts[], unknown: Verdicts): readonly string[] => {
  if (unknown === REFUSED) return [];
  return subjectsOf(...possible).flatMap((subject) => {
    const bad = possible.map((verdicts) => saidOf(verdicts, subject)).find(({ findings }) => findings.size > 0);
    return bad === undefined || !isSilent(saidOf(unknown, subject))
      ? []
      : [`${subject}: passes, though it may be [${[...bad.findings.keys()][0]}]`];
  });
};
