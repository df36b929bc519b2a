import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/**
 * A program of this folder in a process of its own, so that its cost is not counted with the one it serves. It says
 * `{ ready }` when it is, and answers each question with one message.
 */
export async function startProgram<Ready>(file: string, settings: object = {}) {
  const child = fork(join(import.meta.dirname, '..', file), [JSON.stringify(settings)], { execArgv: ['--no-warnings'] })
  const { ready } = await heard<{ ready: Ready }>(child)
  return {
    ready,
    pid: child.pid ?? 0,
    async ask<Answer>(question: string | object): Promise<Answer> {
      const answer = heard<Answer>(child)
      child.send(question)
      return await answer
    },
    stop: () => void child.kill(),
  }
}

function heard<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`A program of the bench ended with code ${code}`))
    child.once('exit', failed)
    child.once('message', (message) => {
      child.off('exit', failed)
      resolve(message as Message)
    })
  })
}
