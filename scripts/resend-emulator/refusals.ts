/** What Resend answers when it does not do what was asked: https://resend.com/docs/api-reference/errors */
export type Refusal = { statusCode: number; name: string; message: string }

const refusal = (statusCode: number, name: string) => (message: string) => ({ statusCode, name, message })

const validation = refusal(422, 'validation_error')

export const refusals = {
  noUserAgent: refusal(403, 'forbidden')('error code: 1010'),
  noKey: refusal(401, 'missing_api_key')('Missing API Key'),
  wrongKey: refusal(403, 'invalid_api_key')('API key is invalid'),
  restrictedKey: refusal(401, 'restricted_api_key')('This API key is restricted to only send emails'),
  unverifiedDomain: (domain: string) =>
    refusal(
      403,
      'validation_error',
    )(`The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`),
  noSuchPath: refusal(404, 'not_found')('The requested endpoint does not exist.'),
  noSuchLetter: refusal(404, 'not_found')('Email not found'),
  wrongMethod: refusal(405, 'method_not_allowed')('Method is not allowed for the requested path.'),
  notJson: refusal(400, 'validation_error')('The request body must be valid JSON.'),
  badKeyLength: refusal(400, 'invalid_idempotency_key')('The key must be between 1-256 chars.'),
  inFlight: refusal(
    409,
    'concurrent_idempotent_requests',
  )('Same idempotency key used while original request is still in progress.'),
  otherPayload: refusal(
    409,
    'invalid_idempotent_request',
  )('Same idempotency key used with a different request payload.'),
  missing: (field: string) => refusal(422, 'missing_required_field')(`Missing \`${field}\` field.`),
  missingBody: refusal(422, 'missing_required_field')('Missing `html` or `text` field.'),
  badAddress: (field: string) =>
    validation(
      `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
    ),
  testDomain: validation(
    'Invalid `to` field. Please use our testing email address instead of domains like `example.com`.',
  ),
  invalid: (field: string, reason: string) => validation(`Invalid \`${field}\` field. ${reason}`),
  badTag: validation('Tags should only contain ASCII letters, numbers, underscores, or dashes.'),
  badAttachment: refusal(422, 'invalid_attachment')('Attachments are not supported in batch.'),
  badParameter: (reason: string) => refusal(422, 'invalid_parameter')(reason),
  tooFast: (rate: number) =>
    refusal(
      429,
      'rate_limit_exceeded',
    )(
      `Too many requests. You can only make ${rate} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`,
    ),
  dailyQuota: refusal(429, 'daily_quota_exceeded')('You have reached your daily email sending quota.'),
  monthlyQuota: refusal(429, 'monthly_quota_exceeded')('You have reached your monthly email sending quota.'),
  unexpected: refusal(500, 'application_error')('An unexpected error occurred.'),
  unavailable: refusal(503, 'service_unavailable')('The service is temporarily unavailable. Please try again later.'),
}
