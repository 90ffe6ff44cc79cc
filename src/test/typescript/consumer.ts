// Typical code of a frontend, with types generated from the OpenAPI document. The test is that it compiles; it is never run.
import type { components, operations, paths } from "./generated";

type Interview = components["schemas"]["Interview"];
type InterviewRecord = components["schemas"]["InterviewRecord"];
type Problem = components["schemas"]["Problem"];
type BatchResult = components["schemas"]["BatchResult"];

type OfOne = paths["/talents/{talentId}/interviews"]["get"];
type OfMany = operations["getInterviewsOfMany"];
type OfLabels = paths["/labels"]["get"];

type Query = NonNullable<OfOne["parameters"]["query"]>;
type RequestHeaders = NonNullable<OfOne["parameters"]["header"]>;
type TalentInterviews = OfOne["responses"][200]["content"]["application/json"];
type Labels = OfLabels["responses"][200]["content"]["application/json"];
type BatchResults = OfMany["responses"][200]["content"]["application/json"];

// ---- headers

// Generated headers allow any name; this type has only the names in the document.
type Named<Headers> = keyof { [Name in keyof Headers as string extends Name ? never : Name]: true } & string;
type HeaderOf<Status extends keyof OfOne["responses"]> = Named<OfOne["responses"][Status]["headers"]>;

const etagHeader: HeaderOf<200> & HeaderOf<304> = "ETag";
const retryAfterHeader: HeaderOf<503> = "Retry-After";
const requestIdHeader: HeaderOf<200> & HeaderOf<503> = "X-Request-Id";

// ---- requests

/** A stored response, whose ETag the next request for the same talent and language sends. */
interface Kept {
  readonly etag: string | undefined;
  readonly body: TalentInterviews;
}

interface Failure {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;
}

type Answer =
  | { readonly kind: "answered"; readonly kept: Kept; readonly changed: boolean }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** An intermediary responded, such as a gateway: the body is not a problem. */
  | { readonly kind: "unreadable"; readonly httpStatus: number; readonly requestId: string | undefined };

export interface Settings {
  readonly baseUrl: string;
  readonly language: "zh" | "en";
  readonly query?: Query;
}

export async function fetchInterviews(settings: Settings, talentId: string, kept?: Kept): Promise<Answer> {
  const path: keyof paths = "/talents/{talentId}/interviews";
  const url = new URL(path.replace("{talentId}", encodeURIComponent(talentId)), settings.baseUrl);
  addQuery(url, settings.query);

  const headers: RequestHeaders = { "Accept-Language": settings.language };
  // Described in the document, and no parameter of a generated method.
  const validator = kept?.etag === undefined ? {} : { "If-None-Match": kept.etag };

  const response = await fetch(url, { headers: { ...headers, ...validator } });
  if (response.status === 304 && kept !== undefined) {
    return { kind: "answered", kept: { ...kept, etag: header(response, etagHeader) ?? kept.etag }, changed: false };
  }
  if (response.status === 200) {
    const body = await parse<TalentInterviews>(response);
    return { kind: "answered", kept: { etag: header(response, etagHeader), body }, changed: true };
  }
  return failed(response);
}

async function failed(response: Response): Promise<Exclude<Answer, { kind: "answered" }>> {
  const problemType: keyof OfOne["responses"][503]["content"] = "application/problem+json";
  if (!response.headers.get("Content-Type")?.startsWith(problemType)) {
    return { kind: "unreadable", httpStatus: response.status, requestId: header(response, requestIdHeader) };
  }
  const problem = await parse<Problem>(response);
  return { kind: "failed", failure: { problem, retryAfterSeconds: problem.retryAfter ?? retryAfterSeconds(response) } };
}

function retryAfterSeconds(response: Response): number | undefined {
  // A number in the document; but HTTP also allows a date, which a proxy may send.
  const seconds: OfOne["responses"][503]["headers"]["Retry-After"] = Number(header(response, retryAfterHeader) ?? NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function header(response: Response, name: string): string | undefined {
  return response.headers.get(name) ?? undefined;
}

function addQuery(url: URL, query: Query = {}): void {
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, value);
  }
}

/** The only type assertion: the compiler cannot check that the body matches the document. */
async function parse<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json();
  return body as Body;
}

// ---- problems

type Advice =
  | { readonly kind: "again"; readonly inSeconds: number }
  | { readonly kind: "give up"; readonly text: string };

export function advise({ problem, retryAfterSeconds }: Failure): Advice {
  switch (problem.code) {
    case "talent-not-found":
      return { kind: "give up", text: "There is no such talent." };
    case "talent-confidential":
      return { kind: "give up", text: "This talent is confidential." };
    case "feishu-access":
      // Absent unless a scope is missing.
      return {
        kind: "give up",
        text: problem.missingScopes ? `The app needs ${problem.missingScopes.join(" or ")}.` : describe(problem),
      };
    case "feishu-quota":
      // Retryable, but not while a user waits.
      return { kind: "give up", text: "Feishu answers no more this month." };
    case "invalid-request":
      return { kind: "give up", text: (problem.errors ?? []).map(({ parameter, detail }) => `${parameter}: ${detail}`).join("\n") };
    default:
      // Codes may be added at any time; `retryable` covers unknown codes.
      return problem.retryable === true
        ? { kind: "again", inSeconds: retryAfterSeconds ?? 1 }
        : { kind: "give up", text: describe(problem) };
  }
}

function describe({ title, detail, status, code, feishuCode, feishuLogId, requestId }: Problem): string {
  const numbers = [status, code, feishuCode, feishuLogId, requestId].filter((value) => value !== undefined);
  return `${title}: ${detail} (${numbers.join(", ")})`;
}

// ---- one line per interview

// The listed values. Any other value is a string.
type Listed<Value> = Value extends string ? (string extends Value ? never : Value) : never;

/** Accepts only types without listed values: a value that the document adds or renames needs its own case. */
function unlisted<Value extends string>(value: Value & ([Listed<Value>] extends [never] ? unknown : never)): string {
  return value;
}

function statusText(status: Interview["status"]): string {
  switch (status) {
    case "SCHEDULED":
      return "to come";
    case "UNSCHEDULED":
      return "without a time";
    case "CANCELLED":
      return "cancelled";
    case "AWAITING_FEEDBACK":
      return "feedback missing";
    case "COMPLETED":
      return "done";
    case "NO_SHOW":
      return "did not come";
    case "UNKNOWN":
      return "unclear";
    default:
      return unlisted(status).toLowerCase();
  }
}

// Not NonNullable, which would merge the listed values and other strings into `string`.
type Conclusion = Required<InterviewRecord>["conclusion"];

function conclusionText(conclusion: Conclusion): string {
  switch (conclusion) {
    case "PASS":
      return "yes";
    case "FAIL":
      return "no";
    case "UNDECIDED":
      return "undecided";
    case "ABSENT":
      return "absent";
    case "NOT_STARTED":
    case "NOT_SUBMITTED":
      return "open";
    default:
      return `code ${unlisted(conclusion)}`;
  }
}

/** Whether the interview is finished. */
export function isOver({ status }: Interview): boolean {
  const over: readonly Listed<Interview["status"]>[] = ["COMPLETED", "NO_SHOW"];
  return over.some((listed) => listed === status);
}

export function line(interview: Interview, locale: string): string {
  const { beginTime, round, roundTypeName, stageName, status, records = [] } = interview;
  const when = beginTime === undefined ? "no time yet" : new Date(beginTime).toLocaleString(locale);
  // Counted from 0; displayed from 1.
  const what = roundTypeName ?? (round === undefined ? "Interview" : `Round ${round + 1}`);
  const said = records.map(({ interviewerName, conclusion, scoreName }) => {
    const verdict = conclusion === undefined ? "open" : conclusionText(conclusion);
    return `${interviewerName ?? "somebody"}: ${verdict}${scoreName === undefined ? "" : ` (${scoreName})`}`;
  });
  return [when, what, stageName, statusText(status), ...said].filter((part) => part !== undefined).join(" · ");
}

// ---- the texts of labels

/** Fresh for a day: usually from the browser's cache. */
export async function fetchLabels(settings: Settings): Promise<Labels> {
  const path: keyof paths = "/labels";
  const headers: NonNullable<OfLabels["parameters"]["header"]> = { "Accept-Language": settings.language };
  const response = await fetch(new URL(path, settings.baseUrl), { headers: { ...headers } });
  if (response.status !== 200) {
    const answer = await failed(response);
    throw new Error(answer.kind === "failed" ? describe(answer.failure.problem) : `HTTP ${answer.httpStatus}`);
  }
  return parse<Labels>(response);
}

/** The text of a coded field's value; a code without a text is shown as it is. */
function textOf(labels: Labels, field: keyof Interview | keyof InterviewRecord | "problemCode", value: string): string {
  return labels[field]?.[value] ?? value;
}

export function labelled({ status, interviewType, records = [] }: Interview, labels: Labels): string[] {
  return [
    textOf(labels, "status", status),
    ...(interviewType === undefined ? [] : [textOf(labels, "interviewType", interviewType)]),
    ...records.flatMap(({ conclusion }) => (conclusion === undefined ? [] : [textOf(labels, "conclusion", conclusion)])),
  ];
}

// ---- batches

interface Split {
  readonly found: ReadonlyMap<string, readonly Interview[]>;
  readonly again: readonly string[];
  readonly failed: ReadonlyMap<string, string>;
}

export async function fetchMany(settings: Settings, talentIds: OfMany["parameters"]["query"]["talentId"]): Promise<Split> {
  const path: keyof paths = "/talents/interviews";
  const url = new URL(path, settings.baseUrl);
  addQuery(url, settings.query);
  const name: keyof OfMany["parameters"]["query"] = "talentId";
  for (const talentId of talentIds) {
    url.searchParams.append(name, talentId);
  }

  const headers: NonNullable<OfMany["parameters"]["header"]> = { "Accept-Language": settings.language };
  const response = await fetch(url, { headers: { ...headers } });
  if (response.status !== 200) {
    const answer = await failed(response);
    throw new Error(answer.kind === "failed" ? describe(answer.failure.problem) : `HTTP ${answer.httpStatus}`);
  }
  return split((await parse<BatchResults>(response)).results);
}

function split(results: readonly BatchResult[]): Split {
  const found = new Map<string, readonly Interview[]>();
  const again: string[] = [];
  const failed = new Map<string, string>();
  for (const { talentId, status, interviews, problem } of results) {
    if (status === 200) {
      found.set(talentId, interviews ?? []);
    } else if (problem?.retryable === true) {
      again.push(talentId);
    } else {
      failed.set(talentId, problem === undefined ? `HTTP ${status}` : describe(problem));
    }
  }
  return { found, again, failed };
}

// ---- everything together

export async function show(settings: Settings, talentId: string, kept?: Kept): Promise<Kept | undefined> {
  const answer = await fetchInterviews(settings, talentId, kept);
  switch (answer.kind) {
    case "answered":
      if (answer.changed) {
        answer.kept.body.interviews.forEach((interview) => console.log(line(interview, settings.language)));
      }
      return answer.kept;
    case "failed": {
      const advice = advise(answer.failure);
      console.log(advice.kind === "again" ? `Please try again in ${advice.inSeconds} s.` : advice.text);
      return kept;
    }
    case "unreadable":
      console.log(`HTTP ${answer.httpStatus}, request ${answer.requestId ?? "unknown"}`);
      return kept;
  }
}
