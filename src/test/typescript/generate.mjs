// Works like the command line of openapi-typescript. In addition, x-extensible-enum becomes a union of the known values and
// any other string, so that the compiler detects a renamed value.
import { writeFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import ts from "typescript";

const { factory, SyntaxKind } = ts;

// `string & {}`, because TypeScript would merge a plain `string` with the values
const anyOtherString = factory.createIntersectionTypeNode([
  factory.createKeywordTypeNode(SyntaxKind.StringKeyword),
  factory.createTypeLiteralNode([]),
]);

const types = await openapiTS(new URL("../../main/resources/openapi.yaml", import.meta.url), {
  transform: ({ "x-extensible-enum": known }) =>
    known &&
    factory.createUnionTypeNode([
      ...known.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value))),
      anyOtherString,
    ]),
});

await writeFile(new URL("generated.d.ts", import.meta.url), COMMENT_HEADER + astToString(types));
