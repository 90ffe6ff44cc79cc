// As get-by-talent.mjs, for a store app: with an app ticket, which may be empty, and the key of a tenant. The parameter is the
// talent's ID.
import { createRequire } from "node:module";

const lark = createRequire(import.meta.url)("@larksuiteoapi/node-sdk");

const [domain, appId, appSecret, talentId, ticket, tenantKey] = process.argv.slice(2);

const cache = new lark.DefaultCache();
if (ticket) {
  await cache.set(lark.CAppTicket, ticket, undefined, { namespace: appId });
}

const client = new lark.Client({
  appId,
  appSecret,
  domain,
  appType: lark.AppType.ISV,
  cache,
  logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
});

client.hire.v1.interview
  .getByTalent(
    {
      params: { talent_id: talentId, user_id_type: "open_id", job_level_id_type: "job_level_id" },
    },
    lark.withTenantKey(tenantKey),
  )
  .then((res) => {
    console.log(JSON.stringify(res));
  })
  .catch((e) => {
    console.log(JSON.stringify({ status: e.response?.status, message: e.message, ...e.response?.data }));
  });
