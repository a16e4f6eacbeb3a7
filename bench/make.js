// Writes what the bench of the advisories is over: `node bench/make.js FOLDER COUNT…`. In a process of its own, as the peak memory of a
// process counts for those that it starts.
import { join } from 'node:path';
import { RECORDS, writeFolder, writeLockfile, writeZip } from './osv.js';

const [folder, ...counts] = process.argv.slice(2);
const size = writeZip(join(folder, 'all.zip'));
console.log(`${RECORDS} records, ${(size / 2 ** 20).toFixed(0)} MiB of JSON`);
for (const count of counts) writeLockfile(join(folder, `app-${count}`), Number(count));
writeFolder(join(folder, 'records'), 5_000);
