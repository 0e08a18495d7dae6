# Ruby's Liquid, rendering the benchmark's e-mail on command: render_ruby.rb DATA.json TEMPLATE
#
# The commands and answers are those of RenderBench.swift.
ENV["TZ"] = "UTC"
require "json"
require "liquid"

module Money
  def money(minor_units)
    whole = (minor_units / 100).to_s.reverse.scan(/\d{1,3}/).join(",").reverse
    format("$%s.%02d", whole, minor_units % 100)
  end
end

def resident_bytes
  File.read("/proc/self/statm").split[1].to_i * 4096
end

def cpu_seconds
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
end

Liquid::Template.register_filter(Money)
Liquid::Template.error_mode = :strict
data = JSON.parse(File.read(ARGV[0], encoding: "utf-8"))
campaign = data["campaign"]
customers = data["customers"].each do |customer|
  customer["recommendations"].map! { |number| data["products"][number] }
end
template = Liquid::Template.parse(File.read(ARGV[1], encoding: "utf-8"))

$stdout.binmode
$stdout.sync = true
puts "ready"
$stdin.each_line do |line|
  command, first, count = line.split
  chosen = Array.new(count.to_i) { |index| customers[(first.to_i + index) % customers.size] }
  if command == "outputs"
    chosen.each do |customer|
      text = template.render!({ "customer" => customer, "campaign" => campaign })
      $stdout.write("#{text.bytesize}\n", text)
    end
    next
  end
  size = 0
  start = cpu_seconds
  chosen.each do |customer|
    size += template.render!({ "customer" => customer, "campaign" => campaign }).bytesize
  end
  seconds = cpu_seconds - start
  puts "#{seconds} #{size} #{resident_bytes} -1"
end
