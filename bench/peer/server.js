// The peer: @neo4j/graphql on Apollo Server. Arguments: the database's URI.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const driver = neo4j.driver(process.argv[2], undefined, { telemetryDisabled: true });
// Pages that start behind a key need a filter that is off by default.
const features = { filters: { String: { GT: true } } };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const server = new ApolloServer({ schema });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(`the peer answers at ${url}`);
