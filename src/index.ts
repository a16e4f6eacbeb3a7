/**
 * parapet as a library: what authors of checks and programs that embed the audit use. Everything else is internal.
 * @packageDocumentation
 */
export type { Baseline } from './baseline.ts';
export {
  type Anchor,
  type AnyCheck,
  type Check,
  type Confidence,
  type Context,
  type Docs,
  defineCheck,
  each,
  type Family,
  type Field,
  type Finding,
  type Frameworks,
  finding,
  isSet,
  known,
  knownBoolean,
  knownNumber,
  members,
  type NotApplicable,
  notApplicable,
  type Outcome,
  type PackageSubject,
  type Passed,
  type Persona,
  passed,
  policyOf,
  type Reads,
  type Reference,
  type Resource,
  related,
  type Severity,
  type SourceKind,
  type Undetermined,
  undetermined,
} from './check.ts';
export { checks } from './checks/index.ts';
export { type Config, defaultConfig, defaultSettings, type Settings } from './config.ts';
export { UserError } from './errors.ts';
export type { Facts, Provenance, Registry, RuntimeLifecycle, Runtimes, Verification } from './facts/facts.ts';
export { loadFacts } from './facts/index.ts';
export type { Gap, Input, Inventory, Origin, Property, RawResource, ResourceType } from './model/inventory.ts';
export type { Ecosystem, Package } from './model/package.ts';
export { type Admission, normalizePolicy, type Policy, type Question, type Statement, whoGetsIn } from './model/policy.ts';
export type { Choice, Composed, Condition, Json, OneOf, Path, Redacted, Target, TextPart, Unknown, UnknownReason } from './model/value.ts';
export type * from './report.ts';
export { reporters } from './reporters/index.ts';
export { audit, describeCheck, type RunOptions, type RunResult } from './run.ts';
export { collect } from './sources/collect.ts';
export { replay } from './sources/inventory/replay.ts';
export type { Collected, InlineIgnore } from './sources/source.ts';
