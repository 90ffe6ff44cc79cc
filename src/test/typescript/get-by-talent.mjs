// The sample for Node.js in Feishu's documentation. The base URL, the credentials, the parameters and optionally a token are
// arguments. It prints JSON, which a test reads.
import { createRequire } from "node:module";

const lark = createRequire(import.meta.url)("@larksuiteoapi/node-sdk");

const [domain, appId, appSecret, params, token] = process.argv.slice(2);

const client = new lark.Client({
  appId,
  appSecret,
  domain,
  disableTokenCache: token !== undefined,
  // without this logger, the SDK would write errors to standard output
  logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
});

client.hire.v1.interview
  .getByTalent(
    {
      params: JSON.parse(params),
    },
    ...(token !== undefined ? [lark.withTenantToken(token)] : []),
  )
  .then((res) => {
    console.log(JSON.stringify(res));
  })
  .catch((e) => {
    console.log(JSON.stringify({ status: e.response?.status, message: e.message, ...e.response?.data }));
  });
