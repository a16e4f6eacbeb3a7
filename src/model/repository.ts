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

/** A job of a GitLab pipeline, or what all have by default (https://docs.gitlab.com/ci/yaml/). */
export interface GitlabJob {
  readonly image?: string | { readonly name?: string };
  readonly script?: OneOrMore<string>;
  readonly before_script?: OneOrMore<string>;
  readonly after_script?: OneOrMore<string>;
  readonly variables?: Texts;
  readonly id_tokens?: Readonly<Record<string, unknown>>;
}

/** A phase of a buildspec (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html). */
export interface BuildspecPhase {
  readonly 'runtime-versions'?: Readonly<Record<string, string>>;
  readonly commands?: OneOrMore<string>;
  readonly finally?: OneOrMore<string>;
}

/** Renovate's managers of what parapet knows as manifests: each may have settings of its own. */
export type RenovateManager =
  | ('npm' | 'bun' | 'pip_requirements' | 'pip-compile' | 'pipenv' | 'poetry' | 'pep621' | 'cargo' | 'gomod' | 'bundler')
  | ('composer' | 'maven' | 'gradle' | 'nuget' | 'github-actions' | 'dockerfile');

/** A rule of Renovate's, or what holds for all (https://docs.renovatebot.com/configuration-options/). */
export interface RenovateRule {
  readonly enabled?: boolean;
  readonly automerge?: boolean;
  readonly minimumReleaseAge?: string;
  readonly stabilityDays?: number;
  readonly matchManagers?: readonly string[];
  readonly matchCategories?: readonly string[];
  readonly matchFileNames?: readonly string[];
  readonly matchDatasources?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly matchPackagePatterns?: readonly string[];
  readonly matchDepTypes?: readonly string[];
  readonly matchUpdateTypes?: readonly string[];
}

/** Settings below settings, to whatever depth; what is at the end of a way is a scalar or a list. */
export interface SettingsTree {
  readonly [name: string]: SettingsTree;
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
  /** The whole, called by its folder. */
  repository: {
    /** Only a part of it was searched: what is missing there may be elsewhere. */
    readonly Partial?: boolean;
    /** It is a git repository: without one, the folder that is searched stands for it. */
    readonly Git?: boolean;
  };
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
  /** `.gitlab-ci.yml`, its jobs apart from its settings. */
  'gitlab-pipeline': GitlabJob & {
    readonly default?: GitlabJob;
    readonly include?: unknown;
    readonly jobs?: Readonly<Record<string, GitlabJob>>;
  };
  /** `buildspec.yml`, which CodeBuild runs. */
  buildspec: {
    readonly version?: string;
    readonly env?: { readonly variables?: Texts; readonly 'secrets-manager'?: Texts; readonly 'parameter-store'?: Texts };
    readonly phases?: Readonly<Record<string, BuildspecPhase>>;
  };
  /** `renovate.json` and its kin. */
  renovate: RenovateRule & {
    readonly extends?: readonly string[];
    readonly ignorePresets?: readonly string[];
    readonly enabledManagers?: readonly string[];
    readonly ignorePaths?: readonly string[];
    readonly includePaths?: readonly string[];
    readonly packageRules?: readonly RenovateRule[];
  } & { readonly [manager in RenovateManager]?: RenovateRule };
  dockerfile: { readonly Instructions?: readonly DockerfileInstruction[] };
  /** What a project asks for: `package.json`, `pyproject.toml`, `go.mod`. */
  manifest: {
    /** OSV's name: `npm`, `PyPI`. */
    readonly Ecosystem?: string;
    readonly Name?: string;
    /** It is never published: npm's `private`. */
    readonly Private?: boolean;
    /** The package managers that may read it, as their lockfiles are called here. */
    readonly Managers?: readonly string[];
    /** As Corepack takes it: `pnpm@10.1.0`. */
    readonly PackageManager?: string;
    /** Whether it asks for any package. */
    readonly Depends?: boolean;
    /** npm's maps of names to ranges. */
    readonly Dependencies?: Texts;
    readonly DevDependencies?: Texts;
    readonly OptionalDependencies?: Texts;
    /** What it says of packages' install scripts, in its own words: `allowScripts`, `trustedDependencies`, `lavamoat`, `pnpm`. */
    readonly InstallScripts?: SettingsTree;
    readonly Workspaces?: readonly string[];
    readonly Engines?: Texts;
    readonly PublishConfig?: { readonly provenance?: boolean; readonly registry?: string };
  };
  /** A file that says which versions were chosen. What it holds are the packages of the inventory. */
  lockfile: {
    readonly Ecosystem?: string;
    readonly Manager?: string;
    /** Yarn's: `classic` or `berry`. */
    readonly Generation?: string;
    /** Whether packages are held to hashes, where not every file of the kind does so. */
    readonly Hashed?: boolean;
    /** pip's `--extra-index-url`, as far as a file of requirements names them itself. */
    readonly ExtraIndexes?: readonly string[];
    /** npm's: the ranges for which it was written, by the folder of who asks (`.`, or a workspace's from its own on) and by name. */
    readonly Ranges?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
    /** Names of which it says something else than the manifests, as they are forced or lie in the repository. */
    readonly Overridden?: readonly string[];
    /** The manifest beside it that it was written for, and whether for what that says now, where it can be compared with it. */
    readonly WrittenFor?: string;
    readonly Current?: boolean;
    /** What that manifest asks for and it does not hold. */
    readonly Unmet?: readonly string[];
  };
  /** What a package manager is told: `.npmrc`, `.yarnrc.yml`, `pnpm-workspace.yaml`, `bunfig.toml`, `pip.conf`, `uv.toml`, `pyproject.toml`. */
  'package-settings': {
    /** `npm`, `yarn`, `pnpm`, `bun`, `pip`, `uv`; `pyproject` where it may be several. */
    readonly Manager?: string;
    /** In the manager's own words and shape. */
    readonly Settings?: SettingsTree;
    /** What logs in to a registry, wherever it stands. */
    readonly Credentials?: readonly { readonly Name?: string; readonly Value?: string }[];
  };
  /** A file, of whatever kind, that holds credentials, or source that takes messages from the internet. */
  file: {
    /** It lies where tests, examples and documentation do. */
    readonly Sample?: boolean;
    /** Who sends the messages that it takes. */
    readonly Sender?: string;
    /** Whether it speaks of verifying them. */
    readonly Verifies?: boolean;
    readonly Credentials?: readonly {
      readonly Value?: string;
      /** In how many places the same stands, this one included; at the first of them alone. */
      readonly Places?: number;
      /** Some of the others: the file, and the index among its credentials. */
      readonly Also?: readonly { readonly File?: string; readonly Index?: number }[];
    }[];
  };
  /** A file that tells a version manager which releases of languages to take: `.nvmrc`, `.tool-versions`. */
  'language-versions': { readonly Versions?: readonly { readonly Language?: string; readonly Version?: string }[] };
}

/** The types of what a repository holds. */
export type RepositoryType = keyof RepositoryProperties;
