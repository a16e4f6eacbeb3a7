/** Leaves what a package URL leaves as it is: letters, digits, `.-_~` and the colon. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** How a type spells names and versions that its package manager spells otherwise: https://github.com/package-url/purl-spec/tree/main/types-doc */
const SPELLED: Readonly<Record<string, { readonly name?: (name: string) => string; readonly version?: (version: string) => string }>> = {
  maven: { name: (name) => name.replace(':', '/') },
  // Go's own versions begin with a `v`; OSV's, which packages have here, do not.
  golang: { name: (name) => name.toLowerCase(), version: (version) => `v${version}` },
  composer: { name: (name) => name.toLowerCase() },
};

/** `pkg:npm/%40scope/name@1.0.0` (https://github.com/package-url/purl-spec). Slashes in the name end its namespace. */
export const purlOf = (type: string, name: string, version: string | undefined): string => {
  const spelled = SPELLED[type];
  const path = (spelled?.name?.(name) ?? name).split('/').map(encode).join('/');
  if (version === undefined || version === '') return `pkg:${type}/${path}`;
  return `pkg:${type}/${path}@${encode(spelled?.version?.(version) ?? version)}`;
};
