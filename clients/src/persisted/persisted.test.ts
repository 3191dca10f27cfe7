import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { startServer } from "../server";

// The lists of documents as compilers write them, each against a server that answers
// those alone: by the name that its protocol has for the id, and by no text.
const variables = {
  roles: ["data-science-engineer", "machine-learning-software-engineer"],
  role: "data-science-engineer",
  profile: { languages: ["python"] },
  slug: "docker",
  id: "tool:docker",
  from: "tool:docker",
  to: "language:python",
  of: "tool:docker",
  text: "python",
  count: 2,
};

for (const [compiler, file] of [
  ["graphql-codegen", "generated/persisted/persisted-documents.json"],
  ["Relay", "generated/relay-documents.json"],
] as const) {
  test(`the documents of ${compiler} are the only way in`, async () => {
    const documents: Record<string, string> = JSON.parse(await readFile(file, "utf8"));
    const server = await startServer("--documents", file, "--documents-only");
    const ask = async (body: object) => {
      const headers = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
      const response = await fetch(server.url, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    };
    try {
      assert.notEqual(Object.keys(documents).length, 0);
      for (const [id, query] of Object.entries(documents)) {
        for (const named of [{ documentId: id }, { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }]) {
          const answer = await ask({ ...named, variables });
          assert.equal(answer.status, 200, `${query}: ${JSON.stringify(answer.body)}`);
          assert.ok(answer.body.data);
        }
        assert.equal((await ask({ query, variables })).status, 400);
      }
      assert.equal((await ask({ documentId: "another" })).status, 400);
    } finally {
      await server.stop();
    }
  });
}
