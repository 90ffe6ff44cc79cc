// Compares what the generated TypeScript client reads with the response itself. Arguments: the URL of the service, and talents' IDs.
import assert from "node:assert/strict";
import { argv } from "node:process";
import { Configuration, InterviewsApi } from "../target/typescript/index";

const [url = "", ...talents] = argv.slice(2);
const api = new InterviewsApi(new Configuration({ basePath: url }));

// JSON.stringify writes a time with milliseconds, the service without if there are none
const withoutMilliseconds = (json: string): unknown => JSON.parse(json.replaceAll(/(T\d\d:\d\d:\d\d)\.000Z/g, "$1Z"));

async function compare(path: string, language: string, read: unknown): Promise<void> {
  const response = await fetch(url + path, { headers: { "Accept-Language": language } });
  assert.deepEqual(withoutMilliseconds(JSON.stringify(read)), withoutMilliseconds(await response.text()), path);
}

async function main(): Promise<void> {
  for (const acceptLanguage of ["zh", "en"]) {
    for (const talentId of talents) {
      await compare(`/talents/${talentId}/interviews`, acceptLanguage, await api.getInterviews({ talentId, acceptLanguage }));
    }
    const batch = await api.getInterviewsOfMany({ talentId: talents, acceptLanguage });
    await compare(`/talents/interviews?talentId=${talents.join("&talentId=")}`, acceptLanguage, batch);
  }

  const failed = (await api.getInterviewsOfMany({ talentId: ["error-1002216"] })).results[0];
  assert.ok(failed?.problem && failed.interviews === undefined, "a failed talent looks like one without interviews");
  console.log(`TypeScript: no difference in ${talents.length} talents`);
}

void main();
