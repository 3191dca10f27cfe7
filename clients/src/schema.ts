import { readFileSync } from "node:fs";
import { buildSchema, isInterfaceType, isObjectType, type GraphQLObjectType } from "graphql";

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));

// The object types of the served schema.
export const objectTypes: GraphQLObjectType[] = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
);

// The types that implement each of its interfaces.
export const implementations = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isInterfaceType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);

// Its fields that have pages, as Type.field, each with the
// arguments that tell one of its lists from another.
export const lists = new Map<string, string[]>();
for (const type of objectTypes) {
  for (const field of Object.values(type.getFields())) {
    const args = field.args.map((argument) => argument.name);
    if (args.includes("after")) {
      lists.set(`${type.name}.${field.name}`, args.filter((name) => name !== "first" && name !== "after"));
    }
  }
}
