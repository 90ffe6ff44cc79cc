// The sample for Node.js on Feishu's page. The base URL, the credentials and the parameters are others: they come as arguments,
// and so does a token for those who leave it to themselves to get one. What it prints is JSON, for a test to look at.
import { createRequire } from "node:module";

const lark = createRequire(import.meta.url)("@larksuiteoapi/node-sdk");

const [domain, appId, appSecret, params, token] = process.argv.slice(2);

const client = new lark.Client({
  appId,
  appSecret,
  domain,
  disableTokenCache: token !== undefined,
  // the SDK would write its complaints to where the answer goes
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
