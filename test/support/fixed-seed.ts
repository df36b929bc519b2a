import fc from 'fast-check'

// Every run of `npm test` tries the same values; `npm run test:chaos` explores with others, and says which.
fc.configureGlobal({ seed: Number(process.env.TEST_SEED ?? 7) })
