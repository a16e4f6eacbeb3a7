import type { SourceFile } from '../../text/source-file.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../xml.ts';

/** A dependency as a `pom.xml` writes it, its properties not yet put in. */
export interface Declared {
  readonly group: string | undefined;
  readonly artifact: string | undefined;
  readonly version: string | undefined;
  readonly scope: string | undefined;
  readonly optional: string | undefined;
  readonly type: string | undefined;
  readonly systemPath: string | undefined;
  readonly element: XmlElement;
}

/** What a `pom.xml` says. https://maven.apache.org/pom.html */
export interface Pom {
  readonly source: SourceFile;
  readonly failure: { readonly offset: number; readonly message: string } | undefined;
  readonly isOne: boolean;
  readonly group: string | undefined;
  readonly artifact: string | undefined;
  readonly version: string | undefined;
  readonly parent:
    | {
        readonly group: string | undefined;
        readonly artifact: string | undefined;
        readonly version: string | undefined;
        /** Where it lies from this one's folder; absent where only a repository has it. */
        readonly path: string | undefined;
      }
    | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly managed: readonly Declared[];
  readonly dependencies: readonly Declared[];
  /** Profiles with dependencies that a build leaves out unless it is told otherwise. */
  readonly leftOut: readonly string[];
  /** Folders of the modules that are built with it. */
  readonly modules: readonly string[];
}

const declared = (element: XmlElement): Declared => ({
  group: textOf(element, 'groupId'),
  artifact: textOf(element, 'artifactId'),
  version: textOf(element, 'version'),
  scope: textOf(element, 'scope'),
  optional: textOf(element, 'optional'),
  type: textOf(element, 'type'),
  systemPath: textOf(element, 'systemPath'),
  element,
});

/** What is told apart by more than its name, as Maven does it: of what is declared twice the last one counts. */
const keyOf = (element: XmlElement): string =>
  JSON.stringify([
    textOf(element, 'groupId'),
    textOf(element, 'artifactId'),
    textOf(element, 'type') ?? 'jar',
    textOf(element, 'classifier'),
  ]);

const declaredIn = (element: XmlElement | undefined): readonly Declared[] => {
  const whole = childrenOf(childOf(element, 'dependencies'), 'dependency').filter(({ complete }) => complete);
  return [...new Map(whole.map((one) => [keyOf(one), one] as const)).values()].map(declared);
};

const MAX_PATH = 1_024;

/** `../pom.xml` unless it says otherwise: an empty element says that no folder has it. */
const parentPath = (parent: XmlElement): string | undefined => {
  const given = childOf(parent, 'relativePath');
  if (given === undefined) return '../pom.xml';
  if (given.text === '' || given.text.length > MAX_PATH) return undefined;
  const path = given.text.replaceAll('\\', '/');
  return path.endsWith('.xml') ? path : `${path.replace(/\/+$/, '')}/pom.xml`;
};

/** Reads a `pom.xml`. A profile that is active unless told otherwise counts as its own; what others add is built only when somebody asks for it. */
export const readPom = (source: SourceFile): Pom => {
  const { root, failure } = readXml(source);
  const parent = childOf(root, 'parent');
  const profiles = childrenOf(childOf(root, 'profiles'), 'profile');
  const active = profiles.filter((profile) => textOf(childOf(profile, 'activation'), 'activeByDefault') === 'true');
  const places = [root, ...active];
  const properties = new Map<string, string>();
  for (const place of places)
    for (const { name, text, complete } of childOf(place, 'properties')?.children ?? []) if (complete) properties.set(name, text);
  return {
    source,
    failure,
    isOne: root?.name === 'project',
    group: textOf(root, 'groupId') ?? textOf(parent, 'groupId'),
    artifact: textOf(root, 'artifactId'),
    version: textOf(root, 'version') ?? textOf(parent, 'version'),
    parent:
      parent === undefined
        ? undefined
        : {
            group: textOf(parent, 'groupId'),
            artifact: textOf(parent, 'artifactId'),
            version: textOf(parent, 'version'),
            path: parentPath(parent),
          },
    properties,
    managed: places.flatMap((place) => declaredIn(childOf(place, 'dependencyManagement'))),
    dependencies: places.flatMap(declaredIn),
    leftOut: profiles.flatMap((profile) =>
      !active.includes(profile) && declaredIn(profile).length > 0 ? [textOf(profile, 'id') ?? ''] : [],
    ),
    modules: places.flatMap((place) => childrenOf(childOf(place, 'modules'), 'module').map(({ text }) => text)),
  };
};
