import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { Client, CombinedError, fetchExchange } from "@urql/core";
import { cacheExchange, type SerializedEntries } from "@urql/exchange-graphcache";
import { type CachingClient, testCache } from "../cacheSuite";
import { toolsWithoutArguments } from "../documents";
import { lists, objectTypes } from "../schema";
import { startServer } from "../server";
import { cacheOptions } from "./cache";

function newClient(url: string): CachingClient {
  // What the cache would store in a browser: its entries as Type:key.field.
  const entries: SerializedEntries = {};
  const storage = {
    readData: async () => ({}),
    writeData: async (changed: SerializedEntries) => void Object.assign(entries, changed),
  };
  const client = new Client({ url, exchanges: [cacheExchange({ ...cacheOptions, storage }), fetchExchange] });
  return {
    async ask(query, variables) {
      const { data, error } = await client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
      if (error) throw error;
      return data!;
    },
    read(query, variables) {
      const result = client.readQuery(query, variables, { requestPolicy: "cache-only" });
      assert.ok(result?.data, "the cache lacks some of what the query asks");
      return result.data;
    },
    async keys(type) {
      await setTimeout(); // it stores when it has nothing else to do
      const keys = Object.keys(entries).filter((key) => key.startsWith(`${type}:`));
      return [...new Set(keys.map((key) => key.split(".")[0]))];
    },
    codes(error) {
      assert.ok(error instanceof CombinedError);
      return error.graphQLErrors.map(({ extensions }) => extensions.code);
    },
  };
}

describe("urql", () => testCache(newClient, { nodesOfAllPages: true }));

test("a list without any argument is not found again", async () => {
  const server = await startServer();
  try {
    const client = newClient(server.url);
    await client.ask(toolsWithoutArguments, {});
    assert.throws(() => client.read(toolsWithoutArguments, {}), /the cache lacks/);
  } finally {
    await server.stop();
  }
});

test("each list of the schema has pages, and nothing else has", () => {
  const paged = Object.entries(cacheOptions.resolvers!).flatMap(([type, fields]) =>
    Object.keys(fields!).map((field) => `${type}.${field}`),
  );
  assert.deepEqual(paged.sort(), [...lists.keys()].sort());
});

// Graphcache knows by itself that connections, their edges and the page's info are parts.
test("every type of the schema without an id is said to be a part, or has a key", () => {
  const unsaid = /^(Query|PageInfo|\w+(Connection|Edge))$/;
  const withoutId = objectTypes.filter((type) => !type.getFields().id && !unsaid.test(type.name)).map(({ name }) => name);
  assert.deepEqual(Object.keys(cacheOptions.keys!).sort(), withoutId.sort());
});
