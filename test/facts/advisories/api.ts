import { startFaulty } from './faulty.ts';

interface Query {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly page_token?: string;
}
interface OsvRecord {
  readonly id: string;
  readonly modified?: string;
  readonly affected: readonly { readonly package: { readonly ecosystem: string; readonly name: string } }[];
}

/** What the queries of a request ask about. */
export const namesIn = (body: string): readonly string[] =>
  body.startsWith('{"queries"')
    ? (JSON.parse(body) as { readonly queries: readonly Query[] }).queries.map(({ package: { name } }) => name)
    : [];

/** OSV's API on loopback, over some records, with so many ids a page. It refuses queries of more than a thousand, and without a name. */
export const startApi = async (records: readonly OsvRecord[], page = 2) =>
  startFaulty((path, body) => {
    if (path === '/v1/querybatch') {
      const { queries } = JSON.parse(body) as { readonly queries: readonly Query[] };
      if (queries.length > 1_000 || queries.some(({ package: { name } }) => name === 'refused')) return { status: 400, body: '{"code":3}' };
      const results = queries.map(({ package: { ecosystem, name }, page_token = '0' }) => {
        const about = records.filter(({ affected }) => affected.some(({ package: of }) => of.ecosystem === ecosystem && of.name === name));
        const from = Number(page_token);
        const vulns = about.slice(from, from + page).map(({ id, modified }) => ({ id, modified }));
        if (vulns.length === 0) return {};
        return { vulns, ...(about.length > from + page ? { next_page_token: String(from + page) } : {}) };
      });
      return { body: JSON.stringify({ results }) };
    }
    const found = records.find(({ id }) => path === `/v1/vulns/${id}`);
    return found === undefined ? { status: 404, body: '{"code":5}' } : { body: JSON.stringify(found) };
  });
