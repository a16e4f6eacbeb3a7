import type { Control, Framework, FrameworkName } from '../facts/frameworks/index.ts';
import type { AssessedControl, Assessment, Statement } from '../report.ts';
import { controlsNamed } from './coverage.ts';
import { type Evidence, type Seen, speaks, verdict } from './evidence.ts';
import { SCVS } from './scvs.ts';
import { SLSA } from './slsa.ts';

/** How a control can be seen. */
export interface Sight {
  /** What checks that name the control say of it, where a pass does not simply speak for it and a finding against it. */
  readonly as?: Readonly<Record<string, (id: string) => Evidence>>;
  /** What is seen besides the verdicts of checks. */
  readonly evidence?: readonly Evidence[];
  /** The same of the packages that the application takes in, where that is another question. */
  readonly ofDependencies?: readonly Evidence[];
}

/** The frameworks of which a run can say what it saw. */
export type Assessable = Extract<FrameworkName, 'scvs' | 'slsa'>;

const SIGHTS: Readonly<Record<Assessable, Readonly<Record<string, Sight>>>> = { scvs: SCVS, slsa: SLSA };

/** One question that a run can be asked about a control. */
export interface Question {
  readonly control: Control;
  /** Whose control it is, where a framework asks it of both. */
  readonly of?: 'repository' | 'dependencies';
  readonly evidence: readonly Evidence[];
  /** What of it the evidence is not about. */
  readonly beyond?: string;
}

/** Of the packages that others built only npm's have provenance that is verified. */
const OF_NPM = 'packages of other registries than npm';

/** What can be seen of each control of a framework; of those that are not among the questions nothing can. */
export const questionsOf = (framework: Framework, checks: Seen['checks']): readonly Question[] => {
  const sights = SIGHTS[framework.name as Assessable];
  return framework.controls.flatMap((control): readonly Question[] => {
    const { as = {}, evidence = [], ofDependencies }: Sight = sights[control.id] ?? {};
    const naming = checks.filter((check) => controlsNamed(check, framework).includes(control));
    const verdicts = (some: typeof naming) => some.map(({ id }) => (as[id] ?? verdict)(id));
    const beyond = control.open === undefined ? {} : { beyond: control.open };
    if (ofDependencies !== undefined) {
      const ofPackages = naming.filter(({ sources }) => sources.includes('package'));
      const others = naming.filter((check) => !ofPackages.includes(check));
      return [
        { control, of: 'repository', evidence: [...verdicts(others), ...evidence], ...beyond },
        { control, of: 'dependencies', evidence: [...verdicts(ofPackages), ...ofDependencies], beyond: OF_NPM },
      ];
    }
    const own = [...verdicts(naming), ...evidence];
    return own.length === 0 ? [] : [{ control, evidence: own, ...beyond }];
  });
};

const SAYS: readonly Statement['says'][] = ['against', 'for', 'open'];

/** Nothing is evidenced while something of it is not visible, and nothing that speaks for a control outweighs what contradicts it. */
const standingOf = (statements: readonly Statement[]): AssessedControl['standing'] => {
  const has = (says: Statement['says']) => statements.some((statement) => statement.says === says);
  if (has('against')) return 'contradicted';
  return has('for') && !has('open') ? 'evidenced' : 'not-visible';
};

const assessed = ({ control, of, evidence, beyond }: Question, seen: Seen): AssessedControl => {
  const said = evidence.flatMap((each) => each.see(seen)).toSorted((a, b) => SAYS.indexOf(a.says) - SAYS.indexOf(b.says));
  const statements = said.length === 0 ? [speaks('open', 'nothing that says something of it was read')] : said;
  const { id, title, level, link } = control;
  return {
    id,
    title,
    ...(level === undefined ? {} : { level }),
    ...(of === undefined ? {} : { of }),
    link,
    standing: standingOf(statements),
    statements,
    ...(beyond === undefined ? {} : { beyond }),
  };
};

/** What a run shows of a framework, control by control. Pure: what it says follows from the report and from what was read. */
export const assess = (framework: Framework, seen: Seen): Assessment => {
  const questions = questionsOf(framework, seen.checks);
  const asked = new Set(questions.map(({ control }) => control.id));
  return {
    framework: framework.name,
    title: framework.title,
    version: framework.version,
    controls: questions.map((question) => assessed(question, seen)),
    unseen: framework.controls.map(({ id }) => id).filter((id) => !asked.has(id)),
  };
};
