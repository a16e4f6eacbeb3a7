/** Leaves what a package URL leaves as it is: letters, digits, `.-_~` and the colon. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** `pkg:npm/%40scope/name@1.0.0` (https://github.com/package-url/purl-spec). Slashes in the name end its namespace. */
export const purlOf = (type: string, name: string, version: string | undefined): string =>
  `pkg:${type}/${name.split('/').map(encode).join('/')}${version === undefined || version === '' ? '' : `@${encode(version)}`}`;
