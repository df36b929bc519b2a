import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from './visit.ts'

test('the first page weighs under 60 KB and asks no other host for anything', async ({ page, baseURL }) => {
  const client = await page.context().newCDPSession(page)
  let bytes = 0
  const hosts = new Set<string>()
  await client.send('Network.enable')
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  page.on('request', (request) => hosts.add(new URL(request.url()).origin))

  await page.goto('/', { waitUntil: 'networkidle' })
  expect([...hosts]).toEqual([baseURL])
  expect(bytes).toBeLessThan(60 * 1024)
})

test('nothing on a page breaks the content security policy', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  for (const path of ['/', '/care', '/privacy', '/check-inbox']) await page.goto(path, { waitUntil: 'networkidle' })
  expect(complaints).toEqual([])
})

test('every open page fits a narrow phone without scrolling sideways @phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of ['/', '/care', '/privacy', '/check-inbox']) {
    await page.goto(path)
    const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect.soft(await page.evaluate<number>(overhang), path).toBe(0)
  }
})

test('the composer weighs under 130 KB, and no other page of the practitioner loads it @phone', async ({ page }) => {
  const assets = '.build/public/assets'
  const script = readdirSync(assets).find((name) => /^compose-.*\.js$/.test(name)) ?? 'none'
  expect(gzipSync(readFileSync(`${assets}/${script}`), { level: 9 }).length).toBeLessThan(130 * 1024)
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
  await page.goto('/admin/sign-in/development')
  for (const path of ['/admin/broadcasts', '/admin/broadcasts/new', '/admin/media', '/admin/account'])
    await page.goto(path, { waitUntil: 'networkidle' })
  expect(loaded.filter((path) => path.includes('compose'))).toEqual([])
  await page.goto('/admin/broadcasts/new')
  await page.getByRole('listitem').filter({ hasText: 'An empty page' }).getByRole('button').click()
  await expect(page.getByRole('toolbar')).toBeVisible()
  expect(loaded).toContain(`/assets/${script}`)
})
