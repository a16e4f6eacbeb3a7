/** What may stand for one or for several. */
type OneOrMore<T> = T | readonly T[];
type Texts = Readonly<Record<string, string>>;

/** A step of a GitHub Actions job (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax). */
export interface WorkflowStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Texts;
  readonly env?: Texts;
  readonly 'working-directory'?: string;
}

/** A job of a GitHub Actions workflow; with `uses` a workflow of its own. */
export interface WorkflowJob {
  readonly 'runs-on'?: OneOrMore<string>;
  readonly uses?: string;
  readonly secrets?: string | Texts;
  readonly permissions?: string | Texts;
  readonly environment?: string | { readonly name?: string };
  readonly env?: Texts;
  readonly container?: string | { readonly image?: string };
  readonly services?: Readonly<Record<string, { readonly image?: string }>>;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly string[]>> };
  readonly defaults?: { readonly run?: { readonly shell?: string; readonly 'working-directory'?: string } };
  readonly steps?: readonly WorkflowStep[];
}

/** An entry of Dependabot's configuration (https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference). */
export interface DependabotUpdate {
  readonly 'package-ecosystem'?: string;
  readonly directory?: string;
  readonly directories?: readonly string[];
  readonly schedule?: { readonly interval?: string };
  readonly cooldown?: {
    readonly 'default-days'?: number;
    readonly 'semver-major-days'?: number;
    readonly 'semver-minor-days'?: number;
    readonly 'semver-patch-days'?: number;
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
  };
  readonly 'open-pull-requests-limit'?: number;
  readonly ignore?: readonly {
    readonly 'dependency-name'?: string;
    readonly versions?: OneOrMore<string>;
    readonly 'update-types'?: readonly string[];
  }[];
  readonly allow?: readonly { readonly 'dependency-name'?: string; readonly 'dependency-type'?: string }[];
  readonly groups?: Readonly<Record<string, unknown>>;
  readonly 'multi-ecosystem-group'?: string;
  readonly 'target-branch'?: string;
  readonly 'exclude-paths'?: readonly string[];
}

/** One instruction of a Dockerfile, its continuation lines joined (https://docs.docker.com/reference/dockerfile/). */
export interface DockerfileInstruction {
  /** In capitals: `FROM`, `RUN`. */
  readonly Instruction?: string;
  /** What stands behind it. */
  readonly Value?: string;
}

/**
 * What a repository says of how it is built, installed and upgraded. CloudFormation has no types for it: each file is one resource, whose
 * id is its path and whose properties are the file's own. What a file of another form says (a Dockerfile, an `.npmrc`) has the properties
 * that its manual names.
 */
export interface RepositoryProperties {
  /** `.github/workflows/*.yml` */
  workflow: {
    readonly name?: string;
    readonly on?: unknown;
    readonly permissions?: string | Texts;
    readonly env?: Texts;
    readonly defaults?: WorkflowJob['defaults'];
    readonly jobs?: Readonly<Record<string, WorkflowJob>>;
  };
  /** `action.yml`: an action of the repository's own. */
  action: {
    readonly name?: string;
    readonly runs?: { readonly using?: string; readonly image?: string; readonly main?: string; readonly steps?: readonly WorkflowStep[] };
  };
  /** `.github/dependabot.yml` */
  dependabot: {
    readonly version?: number;
    readonly 'enable-beta-ecosystems'?: boolean;
    readonly 'multi-ecosystem-groups'?: Readonly<Record<string, { readonly schedule?: { readonly interval?: string } }>>;
    readonly updates?: readonly DependabotUpdate[];
  };
  dockerfile: { readonly Instructions?: readonly DockerfileInstruction[] };
}

/** The types of what a repository holds. */
export type RepositoryType = keyof RepositoryProperties;
