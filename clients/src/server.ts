import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

// A server of the seed, for as long as a file of tests runs.
export async function startServer(...flags: string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "rolegraph-"));
  const program = spawn("generated/rolegraph", ["--data", join(folder, "rolegraph.db"), "--listen", "127.0.0.1:0", ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve, reject) => program.once("exit", resolve).once("error", reject));
  const stop = async () => {
    program.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  for await (const line of createInterface(program.stdout)) {
    const [, url] = /answers at (\S+)/.exec(line) ?? [];
    if (url) return { url, stop };
  }
  await stop();
  throw new Error("the server has ended before it answered");
}
