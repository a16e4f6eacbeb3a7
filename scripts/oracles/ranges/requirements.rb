# Which versions RubyGems takes for which requirements: a JSON file of pairs, answers as JSON.
require 'json'
require 'rubygems'

answers = JSON.parse(File.read(ARGV[0])).map do |requirement, version|
  Gem::Requirement.new(requirement.split(',').map(&:strip)).satisfied_by?(Gem::Version.new(version))
rescue Gem::Requirement::BadRequirementError, ArgumentError
  nil
end
puts JSON.generate(answers)
