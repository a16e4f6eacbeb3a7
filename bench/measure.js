import { spawnSync } from 'node:child_process';

/** Written to file descriptor 3 when a measured Node process ends: its CPU time in ms and its peak memory in MiB. */
export const PROBE = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();writeSync(3,JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1000,peak:u.maxRSS/1024}))})",
)}`;

/** Runs a command once: wall time in ms; for Node commands also CPU time and peak memory. */
export const runOnce = (command, args, { probe = true, accept = [0, 1], ...options } = {}) => {
  const node = probe && command === process.execPath;
  const started = process.hrtime.bigint();
  const { status, stderr, output, error } = spawnSync(command, node ? ['--import', PROBE, ...args] : args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    ...options,
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e6;
  if (error) throw error;
  if (!accept.includes(status)) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { wall, ...(node ? JSON.parse(String(output[3])) : {}) };
};

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs commands in turn (A B A B ...), so that a machine that slows down slows all, and gives each one's medians. */
export const inTurn = (commands, runs) => {
  const results = commands.map(() => []);
  for (let run = 0; run <= runs; run += 1)
    commands.forEach(([command, args, options], index) => {
      const result = runOnce(command, args, options);
      if (run > 0) results[index].push(result); // The first warms the caches up.
    });
  return results.map((list) => Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((result) => result[key]))])));
};
