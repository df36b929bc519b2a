import * as templates from '../../.build/letters.ts'
import { frameBroadcast } from '../../src/features/broadcasts/schedule'
import { fillSlots, type Template } from '../../src/platform/template'
import { startLoopInWorkerd } from '../floor/in-workerd.ts'
import type { Letters } from '../floor/loop.ts'
import { draftOf } from '../support/draft.ts'
import { startProgram } from '../support/program.ts'
import type { Ask, Row } from '../support/report.ts'

type Spent = { cpu: number; seconds: number }

/** The least program that posts the same letters to the same kind of sink, in Node and in workerd. */
export async function floor({ quick, say, seen }: Ask): Promise<Row[]> {
  const count = quick ? 5000 : 20_000
  say(`the bare loop over ${count} letters`)
  const sink = await startProgram<number>('support/sink.ts')
  const node = await startProgram('floor/in-node.ts')
  const workerd = await startLoopInWorkerd()
  const letters = { url: `http://127.0.0.1:${sink.ready}/emails/batch`, template: withCommonGaps() }
  const rows: Row[] = []
  try {
    for (const [where, program] of [
      ['Node', node],
      ['workerd', workerd],
    ] as const) {
      for (const escapedOnce of [false, true]) {
        const ask = (n: number): Promise<Spent> => program.ask<Spent>({ ...letters, count: n, escapedOnce } as Letters)
        await ask(1000)
        const { cpu, seconds } = await ask(count)
        const how = escapedOnce ? 'fixed parts escaped once' : 'plain'
        rows.push({
          what: `bare loop in ${where}, ${how}: CPU per 1,000 letters`,
          value: (cpu / count) * 1000,
          unit: 's',
          beside: `${Math.round(count / seconds)} letters/s`,
        })
        seen.set(`floor.${where}.${how}`, (cpu / count) * 1000)
      }
    }
  } finally {
    await workerd.stop()
    node.stop()
    sink.stop()
  }
  return [...rows, ...ratios(seen)]
}

function ratios(seen: Map<string, number>): Row[] {
  const ours = seen.get('broadcast.worker')
  if (ours === undefined) return []
  return ['plain', 'fixed parts escaped once'].flatMap((how) => {
    const bare = seen.get(`floor.workerd.${how}`)
    return bare
      ? [
          {
            what: `our worker's CPU to the bare loop in workerd, ${how}`,
            value: ours / bare,
            unit: '×',
            ...(how === 'plain' ? { beside: 'aim: at most 1' } : {}),
          },
        ]
      : []
  })
}

// The letter of the broadcast with what is the same for everyone filled in.
function withCommonGaps(): Template {
  const template = frameBroadcast(templates, draftOf('The crown'))
  const same = {
    senderName: 'Maren Holt',
    postalAddress: '12 Linden Lane, 1010 Vienna, Austria',
    siteUrl: 'http://localhost',
    siteHost: 'localhost',
    careUrl: 'http://localhost/care',
  }
  return {
    subject: fillSlots(template.subject, same),
    html: fillSlots(template.html, same),
    text: fillSlots(template.text, same),
  }
}
