# How RubyGems compares pairs of versions: a JSON file of pairs, answers as JSON.
require 'json'
require 'rubygems'

def read(text)
  Gem::Version.correct?(text) && !text.strip.empty? ? Gem::Version.new(text) : nil
end

answers = JSON.parse(File.read(ARGV[0])).map do |pair|
  a, b = pair.map { |text| read(text) }
  [a && b ? a <=> b : nil, a&.prerelease?]
end
puts JSON.generate(answers)
