import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serverAudits } from "graphql-http";
import { startServer } from "../server";

// The audits of the GraphQL-over-HTTP specification, against a server of the seed. What
// the specification only recommends counts, too.
let server: Awaited<ReturnType<typeof startServer>>;
before(async () => void (server = await startServer()));
after(async () => {
  await server.stop();
  console.log(`${passed} of ${audits.length} audits pass`);
});

const audits = serverAudits({ url: () => server.url });
let passed = 0;

for (const audit of audits) {
  test(`${audit.id}: ${audit.name}`, async () => {
    const result = await audit.fn();
    assert.equal(result.status, "ok", "reason" in result ? result.reason : undefined);
    passed++;
  });
}

test("these are all audits", () => assert.equal(audits.length, 61));
