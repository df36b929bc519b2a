/**
 * The least program that posts these letters: no database, no queue, no link signed, nothing remembered. It imports
 * nothing, so that the same code runs in Node and in workerd.
 */
export type Letters = {
  url: string
  template: { subject: string; html: string; text: string }
  count: number
  escapedOnce: boolean
}

type Write = (i: number) => string

/** Posts `count` letters in batches of 100, one after another. */
export async function loop({ url, template, count, escapedOnce }: Letters): Promise<void> {
  const write = escapedOnce ? joined(template) : plain(template)
  for (let start = 0; start < count; start += 100) {
    const letters = Array.from({ length: Math.min(100, count - start) }, (_, i) => write(start + i))
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[${letters.join(',')}]`,
    })
    if (!response.ok) throw new Error(`The sink answered ${response.status}`)
    await response.json()
  }
}

const gapsOf = (i: number): Record<string, string> => ({
  commaName: ', Anna',
  unsubscribeUrl: `http://localhost/unsubscribe/1b${i}k3x9.AAAAAAAAAAAAAAAAAAAAAA`,
  preferencesUrl: `http://localhost/preferences/1b${i}k3x9.BBBBBBBBBBBBBBBBBBBBBB`,
  bookUrl: `http://localhost/book/1b${i}k3x9.CCCCCCCCCCCCCCCCCCCCCC`,
})

function around(i: number, unsubscribeUrl: string) {
  return {
    from: '"Maren Holt" <maren@holt-practice.example>',
    to: [`reader${i}@readers.example`],
    reply_to: 'maren@holt-practice.example',
    headers: {
      'List-Id': '"Maren Holt" <letters.localhost>',
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    tags: [
      { name: 'delivery', value: `broadcast_4503599627370496_${i}` },
      { name: 'kind', value: 'broadcast' },
    ],
  }
}

// Fills the template and encodes the whole letter as JSON, for each reader anew.
function plain(template: Letters['template']): Write {
  const cut = { subject: parts(template.subject), html: parts(template.html), text: parts(template.text) }
  return (i) => {
    const gaps = gapsOf(i)
    const filled = { subject: fill(cut.subject, gaps), html: fill(cut.html, gaps), text: fill(cut.text, gaps) }
    return JSON.stringify({ ...around(i, gaps.unsubscribeUrl ?? ''), ...filled })
  }
}

// Encodes the fixed parts once and joins them.
function joined(template: Letters['template']): Write {
  const inside = (text: string) => JSON.stringify(text).slice(1, -1)
  const cut = {
    subject: parts(inside(template.subject)),
    html: parts(inside(template.html)),
    text: parts(inside(template.text)),
  }
  return (i) => {
    const gaps = gapsOf(i)
    const rest = JSON.stringify(around(i, gaps.unsubscribeUrl ?? '')).slice(1)
    return `{"subject":"${fill(cut.subject, gaps)}","html":"${fill(cut.html, gaps)}","text":"${fill(cut.text, gaps)}",${rest}`
  }
}

const parts = (text: string) => text.split(/%%(\w+)%%/)

const fill = (cut: readonly string[], gaps: Record<string, string>) =>
  cut.map((part, i) => (i % 2 ? gaps[part] : part)).join('')
