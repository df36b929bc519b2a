/** The sources the lessons stand on, each named once. */
export const sources = {
  scalp: {
    source: 'Anatomy, Head and Neck, Scalp. StatPearls, NCBI Bookshelf',
    href: 'https://www.ncbi.nlm.nih.gov/books/NBK551565/',
  },
  headache: {
    source: 'Moraska et al. 2015, Clinical Journal of Pain',
    href: 'https://pmc.ncbi.nlm.nih.gov/articles/PMC4286457/',
  },
  thickness: {
    source: 'Koyama et al. 2016, Eplasty 16:e8',
    href: 'https://pmc.ncbi.nlm.nih.gov/articles/PMC4740347/',
  },
  survey: {
    source: 'English and Barazesh 2019, Dermatology and Therapy 9:167–178',
    href: 'https://doi.org/10.1007/s13555-019-0281-6',
  },
  calm: {
    source: 'Kim et al. 2016, Journal of Physical Therapy Science 28:2703–2707',
    href: 'https://doi.org/10.1589/jpts.28.2703',
  },
} as const
